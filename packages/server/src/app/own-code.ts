import { type AuthenticatorId, type ChallengeId, MEDIA, type Medium } from '@latchkey/protocol'
import type { Transaction } from 'kysely'
import { isSame } from '../authenticator/same-text.ts'
import {
  type Asked,
  type AskedSent,
  countTry,
  type OwnChallenge,
  type OwnPurpose,
  putChallenge,
} from '../store/own-challenge.ts'
import type { Database } from '../store/schema.ts'
import { ownCodesOf, ownCodesTo, spendInOrder } from './budgets.ts'
import { type Caller, whenceOf } from './caller.ts'
import type { Deps } from './deps.ts'
import type { SignedInPerson } from './session.ts'

/** How long a code of one's own page works. */
export const OWN_CODE_MS = 5 * 60_000

const TRIES = 5

type Wish = {
  readonly purpose: Extract<OwnPurpose, 'prove-code' | 'enrol'>
  readonly medium: Medium
  readonly address: string
  readonly binding?: AuthenticatorId
  readonly name?: string
  readonly replaces?: AuthenticatorId
}

/** Sends a code for one's own page. It is kept as an HMAC of all that it is good for. */
export async function sendOwnCode(
  deps: Deps,
  caller: Caller,
  signedIn: SignedInPerson,
  wish: Wish,
): Promise<'sent' | 'too-many-attempts'> {
  const { found } = signedIn
  const { purpose, medium, ...rest } = wish
  const budgets = [ownCodesOf(deps, found.principal), ownCodesTo(deps, wish.address)]
  if (!(await spendInOrder(deps.store.db, deps, budgets, deps.now()))) return 'too-many-attempts'
  const code = deps.chance.code()
  const place = challengeOf(deps, signedIn, purpose)
  const kept = keptOf(deps, place, wish.address, code)
  const challenge = { ...place, asked: { kind: medium, kept, ...rest } as const }
  await deps.store.db.transaction().execute(async (tx) => {
    await putChallenge(tx, deps.keys, deps.tenant, challenge)
    await enqueue(tx, deps, caller, signedIn, challenge, code)
  })
  deps.outbox.wake()
  return 'sent'
}

/** Asks something new of a session, in the place of what it was asked before for that purpose. */
export function challengeOf(
  { chance, now }: Pick<Deps, 'chance' | 'now'>,
  { session }: SignedInPerson,
  purpose: OwnPurpose,
): Omit<OwnChallenge, 'asked'> {
  const id: ChallengeId = `chl_${chance.id()}`
  return { id, session: session.id, purpose, expiresAt: now() + OWN_CODE_MS }
}

async function enqueue(
  tx: Transaction<Database>,
  deps: Deps,
  { origin, locale }: Caller,
  { found }: SignedInPerson,
  challenge: Omit<OwnChallenge, 'asked'> & { readonly asked: AskedSent },
  code: string,
): Promise<void> {
  const now = deps.now()
  await deps.outbox.enqueue(tx, [
    {
      tenant: deps.tenant,
      kind: 'own-code',
      flow: null,
      createdAt: now,
      expiresAt: challenge.expiresAt,
      payload: {
        use: challenge.purpose === 'enrol' ? 'enrol' : 'prove',
        session: challenge.session,
        challenge: challenge.id,
        principal: found.principal,
        name: found.entry.name,
        medium: challenge.asked.kind,
        to: challenge.asked.address,
        code,
        locale,
        whence: whenceOf(origin, now),
      },
    },
  ])
}

/** Whether what was asked is a code that was sent. */
export function isOfSent(asked: Asked): asked is AskedSent {
  return MEDIA.some((medium) => medium === asked.kind)
}

/** Whether another answer may be judged: counted before it is compared. */
export function mayTry(deps: Deps, challenge: OwnChallenge): Promise<boolean> {
  return countTry(deps.store.db, deps.tenant, challenge, TRIES)
}

/** Whether this is the code that was sent for this challenge, to that address. */
export function isSentCode(
  deps: Deps,
  challenge: Omit<OwnChallenge, 'asked'>,
  { kept, address }: AskedSent,
  code: string,
): boolean {
  return isSame(keptOf(deps, challenge, address, code), kept)
}

// Bound to purpose, session and destination: no code of one opens another, and none opens a reset.
function keptOf(
  { keys }: Pick<Deps, 'keys'>,
  { id, session, purpose }: Omit<OwnChallenge, 'asked'>,
  address: string,
  code: string,
): string {
  const bound = JSON.stringify([purpose, session, id, address, code])
  return Buffer.from(keys.hash('own-code', bound)).toString('base64url')
}

/** What was typed, without the spaces that people paste with it; nothing where it can be no code. */
export function codeIn(typed: string): string | undefined {
  const code = typed.replace(/[\s\u00a0-]/g, '')
  return /^[0-9]{6}$/.test(code) ? code : undefined
}
