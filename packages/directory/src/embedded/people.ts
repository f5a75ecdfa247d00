import type { Instant, Secret } from '@latchkey/protocol'
import type { Insertable, Kysely } from 'kysely'
import type { EntryId } from '../directory.ts'
import { type Embedded, type EmbeddedDeps, withDefaults } from './deps.ts'
import { NO_FAILURES } from './lockout.ts'
import { foldName, loginKey } from './login-key.ts'
import { rowOfNobody } from './nobody.ts'
import { hashPassword } from './password-hash.ts'
import { sealProfile } from './profile.ts'
import type { EmbeddedTables } from './tables.ts'

/** A person to add. Those who share a password may share its hash: hashing is what takes the time. */
export type NewPerson = {
  readonly name: string
  readonly displayName: string
  readonly mail?: string
  /** Telephone numbers, as they are written. */
  readonly phones?: readonly string[]
  /** Further names the person is found by, such as a user principal name. */
  readonly otherNames?: readonly string[]
  readonly groups?: readonly string[]
  /** Without one nobody signs in before a reset. */
  readonly password?: Secret<string> | { readonly hash: string }
  readonly isDisabled?: boolean
  readonly mustChange?: boolean
  readonly expiresAt?: Instant
  readonly lockedUntil?: Instant
}

export type AddPeopleResult =
  | { readonly outcome: 'added'; readonly ids: readonly EntryId[] }
  | { readonly outcome: 'name-taken'; readonly name: string }
  | { readonly outcome: 'name-empty'; readonly name: string }

type Login = Insertable<EmbeddedTables['embedded_login']> & { readonly name: string }
type Rows = {
  readonly entry: Insertable<EmbeddedTables['embedded_entry']>
  readonly logins: readonly Login[]
}

// Below SQLite's 32 766 variables in a statement.
const ROWS_A_STATEMENT = 500

/** Adds one person; refuses a name that finds somebody already, or that can find nobody. */
export function addPerson(deps: EmbeddedDeps, person: NewPerson): Promise<AddPeopleResult> {
  return addPeople(deps, [person])
}

/** Adds all of these people or none of them; refuses as `addPerson` does. */
export async function addPeople(
  deps: EmbeddedDeps,
  people: readonly NewPerson[],
): Promise<AddPeopleResult> {
  const embedded = withDefaults(deps)
  const nameless = people.flatMap(namesOf).find((name) => foldName(name) === '')
  if (nameless !== undefined) return { outcome: 'name-empty', name: nameless }
  const rows = await Promise.all(people.map((person) => rowsFor(embedded, person)))
  try {
    await embedded.db.transaction().execute(async (db) => {
      await insertNobody(db, embedded)
      await insertRows(db, rows)
    })
  } catch (error) {
    if (error instanceof NameTaken) return { outcome: 'name-taken', name: error.taken }
    throw error
  }
  return { outcome: 'added', ids: rows.map((row) => row.entry.id) }
}

function namesOf({ name, mail, otherNames = [] }: NewPerson): string[] {
  return mail === undefined ? [name, ...otherNames] : [name, mail, ...otherNames]
}

async function rowsFor(embedded: Embedded, person: NewPerson): Promise<Rows> {
  const { tenant, now, policy } = embedded
  const { name, displayName, mail, phones = [], groups = [], lockedUntil = null } = person
  const id = embedded.newId()
  const logins = namesOf(person)
  const profile = {
    displayName,
    ...(mail === undefined ? {} : { mail }),
    ...(phones.length > 0 && { phones }),
    logins,
    groups,
  }
  const hash = await hashOf(embedded, person.password)
  return {
    entry: {
      tenant,
      id,
      name,
      sealed: sealProfile(embedded, id, profile),
      password_hash: hash,
      earlier_hashes: '[]',
      password_set_at: hash === null ? null : now(),
      must_change: person.mustChange ? 1 : 0,
      disabled: person.isDisabled ? 1 : 0,
      expires_at: person.expiresAt ?? null,
      ...NO_FAILURES,
      ...(lockedUntil === null
        ? {}
        : { failures: policy.lockout.threshold, failed_at: now(), locked_until: lockedUntil }),
      version: 1,
    },
    // A mail address that is also the account name is one way to be found, not two.
    logins: [...new Map(logins.map((login) => [foldName(login), login])).values()].map((login) => ({
      tenant,
      key_hash: loginKey(embedded, login),
      entry: id,
      name: login,
    })),
  }
}

async function hashOf({ hashing }: Embedded, password: NewPerson['password']) {
  if (password === undefined) return null
  return 'hash' in password ? password.hash : hashPassword(password, hashing)
}

class NameTaken extends Error {
  readonly taken: string

  constructor(taken: string) {
    super('a name is taken')
    this.taken = taken
  }
}

// Together with the first person: before, there is no one to be told from nobody.
async function insertNobody(db: Kysely<EmbeddedTables>, embedded: Embedded): Promise<void> {
  await db
    .insertInto('embedded_entry')
    .values(rowOfNobody(embedded))
    .onConflict((oc) => oc.columns(['tenant', 'id']).doNothing())
    .execute()
}

async function insertRows(db: Kysely<EmbeddedTables>, rows: readonly Rows[]): Promise<void> {
  for (const some of inSlices(rows.map((row) => row.entry))) {
    await db.insertInto('embedded_entry').values(some).execute()
  }
  for (const some of inSlices(rows.flatMap((row) => row.logins))) await insertLogins(db, some)
}

function inSlices<T>(rows: readonly T[]): T[][] {
  const starts = Array.from(
    { length: Math.ceil(rows.length / ROWS_A_STATEMENT) },
    (_, index) => index * ROWS_A_STATEMENT,
  )
  return starts.map((start) => rows.slice(start, start + ROWS_A_STATEMENT))
}

async function insertLogins(db: Kysely<EmbeddedTables>, logins: readonly Login[]): Promise<void> {
  const inserted = await db
    .insertInto('embedded_login')
    .values(logins.map(({ tenant, key_hash, entry }) => ({ tenant, key_hash, entry })))
    .onConflict((oc) => oc.columns(['tenant', 'key_hash']).doNothing())
    .returning(['key_hash', 'entry'])
    .execute()
  const isIn = new Set(inserted.map(rowKey))
  const taken = logins.find((login) => !isIn.has(rowKey(login)))
  if (taken) throw new NameTaken(taken.name)
}

function rowKey(login: { readonly key_hash: Uint8Array; readonly entry: string }): string {
  return `${Buffer.from(login.key_hash).toString('hex')} ${login.entry}`
}
