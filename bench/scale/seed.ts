import { randomUUID } from 'node:crypto'
import Sqlite from 'better-sqlite3'
import { withDefaults } from '../../packages/directory/src/embedded/deps.ts'
import { loginKey } from '../../packages/directory/src/embedded/login-key.ts'
import { sealProfile } from '../../packages/directory/src/embedded/profile.ts'
import type { House } from '../../packages/server/src/house.ts'
import { bindingPlace, principalId } from '../../packages/server/src/store/principal.ts'
import { createProgress } from '../stage/progress.ts'

const ROWS_A_COMMIT = 20_000
const YEAR_MS = 365 * 24 * 3_600_000

export type Made = { readonly peoplePerSecond: number; readonly eventsPerSecond: number }

/**
 * Writes so many people, each with an address and what is enrolled, and so many events of their resets. By bare
 * statements on a store that no server has open: rows and seals are those of the product, the way in is not.
 */
export function seedRows(
  house: House,
  file: string,
  { people, events }: { readonly people: number; readonly events: number },
): Made {
  const database = new Sqlite(file)
  try {
    // Whoever loses power while seeding seeds again.
    database.pragma('synchronous = OFF')
    database.pragma('cache_size = -524288')
    database.pragma('foreign_keys = OFF')
    const principals = [] as string[]
    const writePerson = personWriter(house, database, principals)
    const peoplePerSecond = withoutIndices(database, ['principal', 'authenticator'], () =>
      inBatches(database, 'people', people, writePerson),
    )
    const writeEvent = eventWriter(database, house.deps.tenant, principals, events)
    const eventsPerSecond = withoutIndices(database, ['audit_event'], () =>
      inBatches(database, 'events', events, writeEvent),
    )
    return { peoplePerSecond, eventsPerSecond }
  } finally {
    database.close()
  }
}

function inBatches(
  database: Sqlite.Database,
  what: string,
  total: number,
  write: (n: number) => void,
): number {
  const progress = createProgress(what, total)
  for (let from = 0; from < total; from += ROWS_A_COMMIT) {
    database.exec('begin')
    for (let n = from; n < Math.min(total, from + ROWS_A_COMMIT); n += 1) write(n)
    database.exec('commit')
    progress.at(Math.min(total, from + ROWS_A_COMMIT))
  }
  return progress.end()
}

function personWriter({ deps, embedded }: House, database: Sqlite.Database, made: string[]) {
  if (!embedded) throw new Error('people are added to an embedded directory')
  const directory = withDefaults(embedded)
  const { tenant, keys } = deps
  const now = Date.now()
  const insert = (table: string, columns: string) =>
    database.prepare(
      `insert into ${table} (${columns}) values (${columns.replaceAll(/[^,]+/g, '?')})`,
    )
  const entries = insert(
    'embedded_entry',
    'tenant,id,name,sealed,earlier_hashes,must_change,disabled,failures,version',
  )
  const logins = insert('embedded_login', 'tenant,key_hash,entry')
  const rows = insert('principal', 'tenant,id,directory,entry,name,has_enrolled')
  const bindings = insert('authenticator', 'tenant,id,principal,kind,sealed,created_at')
  return (n: number) => {
    const [name, mail] = [`crowd-${n}`, `crowd-${n}@corp.test`]
    const id = randomUUID()
    const profile = { displayName: name, mail, logins: [name, mail], groups: [] }
    entries.run(tenant, id, name, sealProfile(directory, id, profile), '[]', 0, 0, 0, 1)
    logins.run(tenant, loginKey(directory, name), id)
    logins.run(tenant, loginKey(directory, mail), id)
    const principal = principalId(embedded.name, id)
    rows.run(tenant, principal, embedded.name, id, name, 1)
    const binding = `aut_${n.toString(36)}` as const
    const sealed = keys.seal(bindingPlace(tenant, principal, binding), mail)
    bindings.run(tenant, binding, principal, 'email', sealed, now - YEAR_MS)
    made.push(principal)
  }
}

// What one reset leaves behind, in its order.
const STORY = [
  ['flow.started', 'succeeded'],
  ['flow.identified', 'succeeded'],
  ['flow.authenticator-chosen', 'succeeded'],
  ['code.sent', 'contacted'],
  ['gate.passed', 'succeeded'],
  ['password.write-intended', 'intended'],
  ['password.reset', 'succeeded'],
  ['notice.sent', 'contacted'],
] as const

function eventWriter(
  database: Sqlite.Database,
  tenant: string,
  principals: readonly string[],
  total: number,
) {
  const first = Number(
    database.prepare('select audit_seq from tenant where id = ?').pluck().get(tenant),
  )
  database.prepare('update tenant set audit_seq = audit_seq + ? where id = ?').run(total, tenant)
  const columns =
    'tenant,seq,at,activity,outcome,actor,target,target_name,address,client_type,client_kind,flow,operation,gates,policy_version'
  const events = database.prepare(
    `insert into audit_event (${columns}) values (${columns.replaceAll(/[^,]+/g, '?')})`,
  )
  const began = Date.now() - YEAR_MS
  return (n: number) => {
    const [activity, outcome] = STORY[n % STORY.length] ?? STORY[0]
    const story = Math.floor(n / STORY.length)
    // Spread over everybody, as an index of them must stand it.
    const who = (story * 7_919) % principals.length
    const isKnown = n % STORY.length >= 3
    const isWrite = activity.startsWith('password.')
    events.run(
      tenant,
      first + 1 + n,
      began + Math.floor((n / total) * (YEAR_MS - 60_000)),
      activity,
      outcome,
      isKnown ? 'server' : 'claimant',
      isKnown ? principals[who] : null,
      isKnown ? `crowd-${who}` : null,
      '203.0.113.7',
      'Browser',
      'browser',
      `flw_${story.toString(36).padStart(16, '0')}`,
      isWrite ? `opr_${story.toString(36).padStart(16, '0')}` : null,
      '',
      1,
    )
  }
}

// Built at the end and in one go: row by row, ten million would take an hour.
function withoutIndices<T>(database: Sqlite.Database, tables: readonly string[], work: () => T): T {
  const indices = tables.flatMap((table) => indicesOf(database, table))
  for (const { name } of indices) database.exec(`drop index "${name}"`)
  const result = work()
  for (const { name, sql } of indices) {
    process.stderr.write(`index ${name}\n`)
    database.exec(sql)
  }
  return result
}

function indicesOf(database: Sqlite.Database, table: string) {
  // as: the columns that are asked for.
  return database
    .prepare(
      "select name, sql from sqlite_master where type = 'index' and tbl_name = ? and sql is not null",
    )
    .all(table) as { readonly name: string; readonly sql: string }[]
}
