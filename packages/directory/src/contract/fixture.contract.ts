import { Secret } from '@latchkey/protocol'
import { onTestFinished } from 'vitest'
import type { Directory, Entry, EntryId } from '../directory.ts'

/** A person for a test; what is left out is in order: enabled, unexpired, no change asked for. */
export type FixturePerson = {
  readonly name: string
  readonly displayName: string
  readonly mail?: string
  readonly groups?: readonly string[]
  readonly password: string
  readonly isDisabled?: boolean
  readonly isExpired?: boolean
  readonly mustChange?: boolean
}

/**
 * One directory for one test. What a directory can't do is left out and the tests of it are skipped by
 * name: `false` among the traits, or no `advance` or `setMinimumAge`.
 */
export type DirectoryFixture = {
  readonly directory: Directory
  readonly traits: {
    /** `DOMAIN\name` finds a person. */
    readonly domainNames: boolean
    readonly expiry: boolean
    readonly mustChange: boolean
    /** An id that is well formed and names nobody. */
    readonly unknownId: EntryId
  }
  readonly addPerson: (person: FixturePerson) => Promise<void>
  /** Lets this much time pass for the directory. */
  readonly advance?: (ms: number) => Promise<void>
  readonly setMinimumAge?: (hours: number) => Promise<void>
  /** Removes what the test left behind. */
  readonly close: () => Promise<void>
}

export type MakeFixture = () => Promise<DirectoryFixture>

/** Meets length and classes of every directory here, and holds no name. */
export const FIRST_PASSWORD = 'Quiet-Harbour-417'

/** Different for each `n`, and good for every rule of value. */
export function goodPassword(n: number): string {
  return `Plum-Bridge-${n + 100}-wide`
}

/** Opens a fixture that is closed when the test ends. */
export async function openFixture(makeFixture: MakeFixture): Promise<DirectoryFixture> {
  const fixture = await makeFixture()
  onTestFinished(fixture.close)
  return fixture
}

export const ALICE: FixturePerson = {
  name: 'alice',
  displayName: 'Alice Ferrand',
  mail: 'alice@corp.test',
  password: FIRST_PASSWORD,
}

/** Adds the person and hands back the entry that the directory has of them. */
export async function arrange(
  { directory, addPerson }: DirectoryFixture,
  changes: Partial<FixturePerson> = {},
): Promise<Entry> {
  const person = { ...ALICE, ...changes }
  await addPerson(person)
  return found(directory, person.name)
}

export async function found(directory: Directory, name: string): Promise<Entry> {
  const entry = await directory.find({ name })
  if (!entry) throw new Error(`the fixture has no ${name}`)
  return entry
}

export function verdictOn(directory: Directory, id: EntryId | undefined, password: string) {
  return directory.verifyPassword(id, new Secret(password))
}

export function reset(directory: Directory, id: EntryId, password: string) {
  return directory.setPassword(id, { password: new Secret(password) })
}

export function change(directory: Directory, id: EntryId, current: string, password: string) {
  return directory.setPassword(id, {
    password: new Secret(password),
    current: new Secret(current),
  })
}

/** Guesses wrong until the directory locks. */
export async function lockOut(directory: Directory, entry: Entry): Promise<void> {
  for (let n = 0; n < entry.lockout.threshold; n++) {
    await verdictOn(directory, entry.id, `Wrong-Guess-${n}`)
  }
}
