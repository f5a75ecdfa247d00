import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { eventually } from '../deadline.ts'
import { freePort } from '../port.ts'
import { newFolder, type Program, removeFolder, startProgram } from '../program.ts'

/** What reached the network of phones: sender, number, and one line for each line of the text. */
export type Text = { readonly from: string; readonly to: string; readonly text: string }

/** A whole Kannel on loopback, with a network behind it that keeps what it is given. */
export type Kannel = AsyncDisposable & {
  /** The page that takes messages over. */
  readonly sendsms: string
  readonly username: string
  readonly password: string
  texts(): readonly Text[]
}

const ACCOUNT = { username: 'latchkey', password: 's&cret+1=%' }

/** Starts bearerbox, smsbox and fakesmsc, and waits until messages are taken over. */
export async function startKannel(): Promise<Kannel> {
  const dir = newFolder()
  const ports = { admin: await freePort(), box: await freePort() }
  const more = { smsc: await freePort(), sendsms: await freePort() }
  const file = join(dir, 'kannel.conf')
  writeFileSync(file, configuration({ ...ports, ...more }))
  const programs: Program[] = []
  const run = (...command: string[]) => {
    const program = startProgram([], { command, cwd: dir })
    programs.push(program)
    return program
  }
  run('/usr/sbin/bearerbox', '-v', '4', file)
  await untilOpen(ports.box)
  run('/usr/sbin/smsbox', '-v', '4', file)
  await untilOpen(more.sendsms)
  await untilOpen(more.smsc, 'listening')
  // `-m 0`: it sends nothing by itself, and prints what it is given.
  const network = run(
    ...['/usr/lib/kannel/test/fakesmsc', '-H', '127.0.0.1', '-r', String(more.smsc), '-m', '0'],
    '0 0 text unused',
  )
  return {
    sendsms: `http://127.0.0.1:${more.sendsms}/cgi-bin/sendsms`,
    ...ACCOUNT,
    texts: () => textsIn(network.stdout() + network.stderr()),
    [Symbol.asyncDispose]: async () => {
      for (const program of programs.toReversed())
        if (!program.hasEnded()) await program.kill('SIGKILL')
      removeFolder(dir)
    },
  }
}

type Ports = {
  readonly admin: number
  readonly box: number
  readonly smsc: number
  readonly sendsms: number
}

// `max-messages`: a text that needs more than one message is cut, so that a test sees it.
const configuration = ({ admin, box, smsc, sendsms }: Ports) => `group = core
admin-port = ${admin}
admin-interface = 127.0.0.1
admin-password = unused
smsbox-port = ${box}
smsbox-interface = 127.0.0.1
box-allow-ip = 127.0.0.1
box-deny-ip = "*.*.*.*"

group = smsc
smsc = fake
host = 127.0.0.1
port = ${smsc}
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${sendsms}
sendsms-interface = 127.0.0.1

group = sendsms-user
username = ${ACCOUNT.username}
password = ${ACCOUNT.password}
max-messages = 1
concatenation = false
`

async function untilOpen(port: number, what = 'open'): Promise<void> {
  await eventually(`port ${port} ${what}`, () => isOpen(port))
}

function isOpen(port: number): Promise<true | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(undefined))
  })
}

// `Got message 1: <Corp +12025550123 text first line>`, and `Got message 2: <second line>`: the protocol of
// fakesmsc is one of lines, so that a text of several comes as several.
function textsIn(printed: string): Text[] {
  const texts: Text[] = []
  for (const [, line = ''] of printed.matchAll(/Got message \d+: <(.*)>$/gm)) {
    const [, from, to, text] = /^(\S+) (\+\d+) text (.*)$/.exec(line) ?? []
    const last = texts.at(-1)
    if (from !== undefined && to !== undefined) texts.push({ from, to, text: text ?? '' })
    else if (last) texts.splice(-1, 1, { ...last, text: `${last.text}\n${line}` })
  }
  return texts
}
