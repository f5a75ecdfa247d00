import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { appCode } from '../environments/app-code.ts'
import { newFolder, removeFolder } from '../environments/program.ts'
import { DOMAIN, SERVICE } from '../environments/samba-ad/domain.ts'
import { addAccount } from '../environments/samba-ad/people.ts'
import { type SambaAd, startSambaAd } from '../environments/samba-ad/start.ts'
import { SEEDED_PASSWORD, startTrial, type TrialServer } from '../environments/server.ts'
import { buildPackages } from './add-in.ts'
import { bring, bringNextCode, type Codes, countCodes } from './mail.ts'
import { openPc, type Pc } from './pc.ts'
import { codeFile, type Evening, play, type Said } from './screen.ts'
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
  /** Plays an evening beside the person's authenticator app: what lies there is what it shows at that moment. */
  playBesideApp(evening: Evening): Promise<Said[]>
  close(): Promise<void>
}

export async function openStage(): Promise<Stage> {
  await buildPackages()
  const tools = await buildTools()
  const room = newFolder()
  const samba = await startSambaAd()
  await addPeople(samba)
  const server = await startTrial({ dir: join(room, 'server'), env: directoriesOf(room, samba) })
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
    playBesideApp: async (evening) => {
      const key = await appKeyOf(server, evening.person.name)
      const show = () => bring(appCode(key), path, codes)
      show()
      const showing = setInterval(show, 1000)
      try {
        return await play(screen, evening)
      } finally {
        clearInterval(showing)
      }
    },
    close: async () => {
      await pc.shutDown()
      await server.stop()
      await samba[Symbol.asyncDispose]()
      removeFolder(room)
    },
  }
}

// Alice and frank are people of the domain; the others are those of the trial, in a second directory.
async function addPeople(samba: SambaAd): Promise<void> {
  const client = await samba.administrator()
  const password = SEEDED_PASSWORD
  const mail = 'alice@corp.test'
  await addAccount(client, { name: 'alice', displayName: 'Alice Ferrand', mail, password })
  // Enrolled in nothing, and of whom the domain has no address either.
  await addAccount(client, { name: 'frank', displayName: 'Frank Oduya', password })
}

function directoriesOf(room: string, { addresses, ca }: SambaAd): Record<string, string> {
  const caFile = join(room, 'domain-ca.pem')
  writeFileSync(caFile, ca)
  return {
    LATCHKEY__DIRECTORY__0__NAME: 'corp',
    LATCHKEY__DIRECTORY__0__KIND: 'active-directory',
    LATCHKEY__DIRECTORY__0__SERVERS: addresses[0],
    LATCHKEY__DIRECTORY__0__BASE: DOMAIN.base,
    // A list in the environment is split at its commas, which every DN has.
    LATCHKEY__DIRECTORY__0__SEARCH_BASES: `["${DOMAIN.people}"]`,
    LATCHKEY__DIRECTORY__0__BIND_DN: SERVICE.dn,
    LATCHKEY__DIRECTORY__0__BIND_PASSWORD: SERVICE.password,
    LATCHKEY__DIRECTORY__0__CA: `file:${caFile}`,
    LATCHKEY__DIRECTORY__1__NAME: 'trial',
    LATCHKEY__DIRECTORY__1__KIND: 'embedded',
    LATCHKEY__FIRST_RUN__POLICY__DIRECTORY_ADDRESSES: 'trust',
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
