import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { appCode } from '../environments/app-code.ts'
import { newFolder, removeFolder } from '../environments/program.ts'
import { startTrial, type TrialServer } from '../environments/server.ts'
import { buildPackages } from './add-in.ts'
import { bring, bringNextCode, type Codes, countCodes } from './mail.ts'
import { openPc, type Pc } from './pc.ts'
import { codeFile, type Evening, KEPT, play, type Said } from './screen.ts'
import { buildTools, type Tools } from './tools.ts'

/** Everything that plays: the server, the PC in front of it, and what people do between the two. */
export type Stage = {
  readonly server: TrialServer
  readonly pc: Pc
  readonly tools: Tools
  readonly codes: Codes
  /** What a script says for the code that is on its way. */
  readonly code: string
  /** Plays an evening while the next code to `mailTo` is brought to whoever sits there. */
  play(evening: Evening, mailTo?: string): Promise<Said[]>
  /** How many codes were mailed to an address so far. */
  countCodes(address: string): Promise<number>
  /** Puts down the code that is mailed after so many of them. */
  bringCodeAfter(address: string, before: number): Promise<void>
  /** Puts down what the person's authenticator app shows. */
  bringAppCode(name: string): Promise<void>
  close(): Promise<void>
}

export async function openStage(): Promise<Stage> {
  rmSync(KEPT, { recursive: true, force: true })
  mkdirSync(KEPT, { recursive: true })
  await buildPackages()
  const tools = await buildTools()
  const room = newFolder()
  const server = await startTrial({ dir: join(room, 'server') })
  const pc = await openPc(room, tools)
  const codes: Codes = { typed: new Set() }
  const screen = { pc, tools }
  const { path, said } = codeFile(screen)
  return {
    server,
    pc,
    tools,
    codes,
    code: said,
    play: async (evening, mailTo) => {
      if (mailTo === undefined) return await play(screen, evening)
      const before = await countCodes(server, mailTo)
      const [report] = await Promise.all([
        play(screen, evening),
        bringNextCode(server, mailTo, { into: path, codes, before }),
      ])
      return report
    },
    countCodes: (address) => countCodes(server, address),
    bringCodeAfter: (address, before) =>
      bringNextCode(server, address, { into: path, codes, before }),
    bringAppCode: async (name) => bring(appCode(await appKeyOf(server, name)), path, codes),
    close: async () => {
      await pc.shutDown()
      await server.stop()
      removeFolder(room)
    },
  }
}

/** The trial shows the keys of its people's apps on the page of the outbox. */
async function appKeyOf(server: TrialServer, name: string): Promise<string> {
  const answer = await fetch(`${server.url}/dev/outbox`, { headers: { accept: 'text/html' } })
  const row = new RegExp(`<td>${name}</td><td><code>\\d+</code></td><td><code>([^<]+)</code>`)
  const key = row.exec(await answer.text())?.[1]
  if (key === undefined) throw new Error(`${name} has no app`)
  return key
}
