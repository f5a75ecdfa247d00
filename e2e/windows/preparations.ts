import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { AuthenticatorKind } from '@latchkey/protocol'
import type { Page } from 'playwright-core'
import type { TrialServer } from '../environments/server.ts'
import { latchkey } from './add-in.ts'
import { approveOnDevice } from './approval.ts'
import { bring, bringNextCode, type Codes, countCodes } from './mail.ts'
import { windowsPath } from './pc.ts'
import type { Typed } from './proofs.ts'
import { ASKED, answerAsAsked } from './questions.ts'
import type { Screen } from './screen.ts'
import type { Words } from './words.ts'

// As seeded: see the people of the trial.
const NUMBER = '+12025550123'
const MAIL = 'alice@corp.test'

/** What alice types for a kind, and what goes on beside the PC until she can. */
export type Preparation = {
  readonly typed: readonly Typed[]
  readonly meanwhile: () => Promise<void>
}

export type Beside = {
  readonly screen: Screen
  readonly server: TrialServer
  readonly words: Words
  /** Which of her ten recovery codes is still good. */
  readonly recoveryCode?: number
  /** The first set of questions is answered wrong, and another one is drawn. */
  readonly isWrongFirst?: boolean
  /** The browser of a device with the person's passkey. */
  readonly device?: Page
}

const codes: Codes = { typed: new Set() }
const nothing = async () => {}

export async function prepare(kind: AuthenticatorKind, beside: Beside): Promise<Preparation> {
  const { words } = beside
  switch (kind) {
    case 'email':
      return await sentTo(MAIL, words.mailed, beside)
    case 'sms':
      return await sentTo(NUMBER, words.texted, beside)
    case 'recovery-code':
      return known(words.recoveryCode, `A11C-E000-0000-000${beside.recoveryCode ?? 0}`)
    case 'helpdesk-pass':
      return known(words.pass, await issuePass(beside.server))
    case 'security-questions':
      return questions(beside)
    case 'passkey':
      return approval(beside)
    case 'totp':
      throw new Error('nobody types the code of an app here')
    default:
      return kind satisfies never
  }
}

const known = (reads: string, text: string): Preparation => ({
  typed: [{ reads, field: 'edit', text }],
  meanwhile: nothing,
})

async function sentTo(to: string, reads: string, { screen, server }: Beside): Promise<Preparation> {
  const before = await countCodes(server, to)
  const { path, said } = freshFile(screen, 'sent-code')
  return {
    typed: [{ reads, field: 'secret', text: said }],
    meanwhile: () => bringNextCode(server, to, { into: path, codes, before }),
  }
}

async function issuePass(server: TrialServer): Promise<string> {
  const line = ['pass', 'issue', 'alice', '--checked-how', 'saw the badge']
  const printed = await latchkey(server, ...line)
  const pass = /^[0-9A-Z-]{14}$/m.exec(printed)?.[0]
  if (pass === undefined) throw new Error(printed)
  return pass
}

function questions({ screen, words, isWrongFirst = false }: Beside): Preparation {
  const files = Array.from({ length: ASKED }, (_, at) => freshFile(screen, `answer-${at + 1}`))
  const asks = (at: number) => `${words.question} ${at + 1} `
  const wrong = isWrongFirst ? files.map((_, at) => answer(asks(at), 'nothing of the kind')) : []
  const right = files.map(({ said }, at) =>
    answer(isWrongFirst && at === 0 ? words.wrongAnswers : asks(at), said),
  )
  const since = isWrongFirst ? words.wrongAnswers : undefined
  return {
    typed: [...wrong, ...right],
    meanwhile: () => answerAsAsked(screen, { into: files.map(({ path }) => path), codes, since }),
  }
}

const answer = (reads: string, text: string): Typed => ({ reads, field: 'edit', text })

function approval({ screen, server, words, device }: Beside): Preparation {
  if (device === undefined) throw new Error('a passkey needs a device')
  const { path, said } = freshFile(screen, 'number')
  return {
    typed: [{ reads: words.approve, field: 'secret', text: said }],
    meanwhile: async () => bring(await approveOnDevice(device, server, screen), path, codes),
  }
}

/** A file that is not there yet, and what a script calls it. */
function freshFile({ pc }: Screen, name: string) {
  const path = join(pc.room, name)
  rmSync(path, { force: true })
  return { path, said: `@${windowsPath(path)}` }
}
