import { createCipheriv, createDecipheriv, createHmac, randomBytes, randomUUID } from 'node:crypto'
import { Secret } from '@latchkey/protocol'
import Sqlite from 'better-sqlite3'
import { Kysely, type LogEvent, SqliteDialect } from 'kysely'
import type { EntryId } from '../directory.ts'
import type { EmbeddedDeps } from './deps.ts'
import { createEmbeddedDirectory } from './index.ts'
import { addPerson, type NewPerson } from './people.ts'
import { DEFAULT_EMBEDDED_POLICY, type EmbeddedPolicy } from './policy.ts'
import { createEmbeddedTables, type EmbeddedTables } from './tables.ts'

const SQLITE_COLUMNS = { bytes: 'blob', time: 'integer', flag: 'integer' } as const

// The cheapest that argon2 takes: these tests are about what is done with hashes, not about their cost.
const CHEAP = { memoryCost: 8, timeCost: 1, parallelism: 1 }

export const PASSWORD = 'Quiet-Harbour-417'

export type Changes = Partial<EmbeddedDeps> & {
  readonly lockout?: Partial<EmbeddedPolicy['lockout']>
  readonly rules?: Partial<EmbeddedPolicy>
}

/** An embedded directory in memory, with a clock that stands still until it is moved. */
export async function openEmbedded({ lockout, rules, ...changes }: Changes = {}) {
  const sqlite = new Sqlite(':memory:')
  sqlite.pragma('foreign_keys = ON')
  const statements: string[] = []
  const log = (event: LogEvent) => void statements.push(event.query.sql)
  const db = new Kysely<EmbeddedTables>({ dialect: new SqliteDialect({ database: sqlite }), log })
  await createEmbeddedTables(db, SQLITE_COLUMNS, 'sqlite')
  const clock = { now: Date.UTC(2030, 0, 1) }
  const policy = {
    ...DEFAULT_EMBEDDED_POLICY,
    ...rules,
    lockout: { ...DEFAULT_EMBEDDED_POLICY.lockout, ...lockout },
  }
  const deps = { ...depsFor(db, clock), policy, ...changes }
  const directory = createEmbeddedDirectory(deps)
  return {
    ...{ sqlite, db, statements, clock, policy, deps, directory },
    add: (person: Partial<NewPerson> = {}) => addOne(deps, person),
    verify: (id: EntryId | undefined, password: string) =>
      directory.verifyPassword(id, new Secret(password)),
    reset: (id: EntryId, password: string) =>
      directory.setPassword(id, { password: new Secret(password) }),
    change: (id: EntryId, current: string, password: string) =>
      directory.setPassword(id, { password: new Secret(password), current: new Secret(current) }),
  }
}

async function addOne(deps: EmbeddedDeps, person: Partial<NewPerson>): Promise<EntryId> {
  const password = new Secret(PASSWORD)
  const alice = { name: 'alice', displayName: 'Alice Ferrand', password }
  const result = await addPerson(deps, { ...alice, ...person })
  const id = result.outcome === 'added' ? result.ids[0] : undefined
  if (id === undefined) throw new Error(result.outcome)
  return id
}

function depsFor(db: Kysely<EmbeddedTables>, clock: { readonly now: number }): EmbeddedDeps {
  return {
    db,
    tenant: 'ten_test',
    name: 'corp',
    now: () => clock.now,
    hashing: CHEAP,
    newId: () => `ent_${randomUUID()}`,
    ...keysFor(randomBytes(32)),
  }
}

function keysFor(key: Uint8Array): Pick<EmbeddedDeps, 'seal' | 'open' | 'hash'> {
  return {
    hash: (context, text) => createHmac('sha256', key).update(`${context}\0${text}`).digest(),
    seal: (context, text) => {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, body, cipher.getAuthTag()])
    },
    open: (context, sealed) => {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
      decipher.setAAD(Buffer.from(context)).setAuthTag(sealed.subarray(-16))
      return decipher.update(sealed.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8')
    },
  }
}
