import { type EmbeddedDeps, hashPassword } from '@latchkey/directory'
import { SECURITY_QUESTIONS, Secret, type SecurityQuestionId } from '@latchkey/protocol'
import { generateSecret, generateSync } from 'otplib'
import { areOpen, CODES_A_SET } from '../authenticator/recovery-code.ts'
import type { Deps } from './deps.ts'
import { findByName } from './find-person.ts'
import { addNewcomers, type Newcomer } from './people.ts'

/** The published password of everybody in a trial. */
export const SEEDED_PASSWORD = 'Start-Passw0rd-1!'

/** The published recovery codes of alice in a trial: only what recognises them is kept. */
const SEEDED_CODES = Array.from({ length: CODES_A_SET }, (_, at) => `A11C-E000-0000-000${at}`)

const DAY_MS = 24 * 3_600_000
// Enrolled long enough ago that notices carry their link, locked for as long as anyone tries this out.
const ENROLLED_AGO_MS = 30 * DAY_MS
const LOCKED_FOR_MS = 3_650 * DAY_MS

type Seeding = { readonly hash: string; readonly now: number }
type Seed = (name: string, seeding: Seeding) => Newcomer

const person = (name: string, { hash }: Seeding): Newcomer => ({
  name,
  displayName: name.charAt(0).toUpperCase() + name.slice(1),
  mail: `${name}@corp.test`,
  password: { hash },
  enrolsMail: true,
})

export const withMail: Seed = person
export const withMailAndApp: Seed = (name, seeding) => ({
  ...person(name, seeding),
  totpSecret: generateSecret(),
})
/** The published answers of a trial; whoever registers gives their own. */
export const SEEDED_ANSWERS: NonNullable<Newcomer['answers']> = {
  'first-pet-name': 'Hector',
  'first-soft-toy': 'Monsieur Pouf',
  'childhood-hiding-place': 'Under the stairs',
  'first-concert': 'Les Négresses Vertes',
  'first-sea-place': 'Saint-Malo',
}

/** Of the numbers that North America keeps for stories: nobody has it. */
export const SEEDED_NUMBER = '+12025550123'
export const withEverything: Seed = (name, seeding) => ({
  ...withMailAndApp(name, seeding),
  phones: [SEEDED_NUMBER],
  mobile: SEEDED_NUMBER,
  recoveryCodes: SEEDED_CODES,
  answers: SEEDED_ANSWERS,
})
export const lockedOut: Seed = (name, seeding) => ({
  ...person(name, seeding),
  lockedUntil: seeding.now + LOCKED_FOR_MS,
})
export const disabled: Seed = (name, seeding) => ({ ...person(name, seeding), isDisabled: true })
export const administrator: Seed = (name, seeding) => ({
  ...withMailAndApp(name, seeding),
  groups: ['administrators'],
  isAdministrator: true,
})
export const enrolledInNothing: Seed = (name, seeding) => ({
  ...person(name, seeding),
  enrolsMail: false,
})

const PEOPLE: readonly (readonly [string, Seed])[] = [
  ['alice', withEverything],
  ['bob', withMail],
  ['carol', lockedOut],
  ['dave', disabled],
  ['erin', administrator],
  ['frank', enrolledInNothing],
]

/** The six people of a trial. */
export async function seedTrial(deps: Deps, embedded: EmbeddedDeps): Promise<void> {
  const seeding = await seedingOf(deps, embedded)
  const newcomers = PEOPLE.map(([name, seed]) => seed(name, seeding))
  await addNewcomers(deps, embedded, newcomers, seeding.now - ENROLLED_AGO_MS)
}

const CROWD: readonly (readonly [string, Seed])[] = [
  ['person', withMail],
  ['disabled', disabled],
  ['unenrolled', enrolledInNothing],
  ['locked', lockedOut],
]

const AT_ONCE = 1_000

/** So many more people of each kind, after those of the same name that are there. Says how many in all. */
export async function seedCrowd(
  deps: Deps,
  embedded: EmbeddedDeps,
  people: number,
): Promise<number> {
  const seeding = await seedingOf(deps, embedded)
  const first = await firstFree(deps)
  const numbers = Array.from({ length: people }, (_, index) => first + index)
  const newcomers = CROWD.flatMap(([kind, seed]) =>
    numbers.map((number) => seed(`${kind}-${String(number).padStart(4, '0')}`, seeding)),
  )
  for (let from = 0; from < newcomers.length; from += AT_ONCE) {
    const some = newcomers.slice(from, from + AT_ONCE)
    await addNewcomers(deps, embedded, some, seeding.now - ENROLLED_AGO_MS)
  }
  return newcomers.length
}

async function firstFree(deps: Deps): Promise<number> {
  let number = 1
  const isTaken = async (at: number) =>
    (await findByName(deps, `person-${String(at).padStart(4, '0')}`)).found !== undefined
  // Doubles, then halves: a million people need forty look-ups.
  while (await isTaken(number)) number *= 2
  let free = number
  let taken = Math.floor(number / 2)
  while (free - taken > 1) {
    const middle = Math.floor((free + taken) / 2)
    if (await isTaken(middle)) taken = middle
    else free = middle
  }
  return free
}

// One hash for all: they share the password anyway, and hashing is what takes the time.
async function seedingOf(deps: Deps, embedded: EmbeddedDeps): Promise<Seeding> {
  const hash = await hashPassword(new Secret(SEEDED_PASSWORD), embedded.hashing)
  return { hash, now: deps.now() }
}

/** The authenticator apps of the seeded people: what their phones would show now. */
export async function seededApps(
  deps: Deps,
): Promise<{ name: string; secret: string; code: string }[]> {
  const found = await Promise.all(PEOPLE.map(([name]) => findByName(deps, name)))
  const epoch = Math.floor(deps.now() / 1000)
  return found.flatMap(({ found: one }) => {
    const app = one?.kept.bindings.find(({ kind }) => kind === 'totp')
    if (!one || !app) return []
    const code = generateSync({ secret: app.value, epoch })
    return [{ name: one.entry.name, secret: app.value, code }]
  })
}

/** The recovery codes of the seeded people that are still good. */
export async function seededCodes(
  deps: Deps,
): Promise<{ name: string; codes: readonly string[] }[]> {
  const found = await Promise.all(PEOPLE.map(([name]) => findByName(deps, name)))
  return found.flatMap(({ found: one }) => {
    const set = one?.kept.bindings.find(({ kind }) => kind === 'recovery-code')
    const codes = set ? areOpen(deps.keys, set, SEEDED_CODES) : []
    return one && codes.length > 0 ? [{ name: one.entry.name, codes }] : []
  })
}

/** The answers of the seeded people, as long as they have given none of their own. */
export async function seededAnswers(
  deps: Deps,
): Promise<{ name: string; question: { id: SecurityQuestionId }; answer: string }[]> {
  const found = await Promise.all(PEOPLE.map(([name]) => findByName(deps, name)))
  return found.flatMap(({ found: one }) => {
    const set = one?.kept.bindings.find(({ kind }) => kind === 'security-questions')
    if (!one || !set?.isFirst) return []
    const { name } = one.entry
    return SECURITY_QUESTIONS.flatMap((id) => {
      const answer = SEEDED_ANSWERS[id]
      return answer === undefined ? [] : [{ name, question: { id }, answer }]
    })
  })
}
