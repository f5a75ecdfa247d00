import { generateSecret } from 'otplib'
import { freezePerson } from '../src/app/administer-person.ts'
import type { Answer } from './api-client.ts'
import { DAY, type Fixture, START } from './fixture.ts'
import { addSomebody } from './people.ts'

/** Names of one length, so that whole answers can be compared: who is behind each, if anybody. */
export const NAMES = {
  known: 'p-know',
  unknown: 'p-none',
  disabled: 'p-disa',
  locked: 'p-lock',
  frozen: 'p-froz',
  unenrolled: 'p-unen',
  expired: 'p-expi',
  'an administrator': 'p-admi',
  'to change the password': 'p-must',
} as const

export const OTHERS = Object.entries(NAMES).filter(([who]) => who !== 'known')

export async function addEverybody(fixture: Fixture): Promise<void> {
  await addSomebody(fixture, {
    name: NAMES.known,
    totpSecret: generateSecret(),
    mobile: '+12025550124',
  })
  await addSomebody(fixture, { name: NAMES.disabled, isDisabled: true })
  await addSomebody(fixture, { name: NAMES.locked, lockedUntil: START + DAY })
  await addSomebody(fixture, { name: NAMES.frozen })
  await addSomebody(fixture, { name: NAMES.unenrolled, enrolsMail: false })
  await addSomebody(fixture, { name: NAMES.expired, expiresAt: START - DAY })
  await addSomebody(fixture, { name: NAMES['an administrator'], groups: ['administrators'] })
  await addSomebody(fixture, { name: NAMES['to change the password'], mustChange: true })
  await freezePerson(fixture.house.deps, NAMES.frozen)
}

/** All that an outsider could tell two names apart by: the answer without what is random, and the work done. */
export type Seen = {
  readonly what: string
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
  readonly statements: readonly string[]
}

export type Watch = (what: string, work: () => Promise<Answer>) => Promise<Answer>

/** Watches requests about one name. */
export function watcher(fixture: Fixture, name: string): { seen: Seen[]; watch: Watch } {
  const seen: Seen[] = []
  const watch: Watch = async (what, work) => {
    // Read at most every two seconds, by whoever comes first.
    await fixture.house.deps.policy.read()
    const { result, ran } = await fixture.statementsOf(work)
    const { date: _, ...headers } = result.headers
    seen.push({
      what,
      status: result.status,
      headers: JSON.parse(plain(JSON.stringify(headers), name)),
      body: plain(result.body, name),
      statements: ran,
    })
    return result
  }
  return { seen, watch }
}

// What is drawn anew for each answer, and what the caller typed.
function plain(text: string, name: string): string {
  return text
    .replaceAll(name, 'NAME')
    .replace(/\b(flw|stp|req)_[\w-]+/g, '$1_ID')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(/(?<=name="_csrf" value=")[^"]+/g, 'CSRF')
    .replace(/(?<=name="idempotency" value=")[^"]+/g, 'KEY')
    .replace(/(?<=latchkey-\w+=)[^;"]+/g, 'COOKIE')
    .replace(/(?<="token":")[\w-]{43}/g, 'TOKEN')
}
