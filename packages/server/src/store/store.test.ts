import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createStoreFixture, type StoreFixture, TENANT } from './store.fixture.ts'
import { isStoreFault, openStore, StoreRefused, StoreUnavailable } from './store.ts'

const GOLDEN = '../../schema.sqlite.sql'

let fixture: StoreFixture
beforeEach(async () => {
  fixture = await createStoreFixture()
})
afterEach(() => fixture.remove())

const open = (name: string, migrate = true) =>
  openStore({ url: `sqlite:${join(fixture.directory, name)}`, migrate })

describe('the schema', () => {
  test('of an empty migrated store equals the golden dump', async () => {
    const { rows } = await sql<{ sql: string }>`
      select sql from sqlite_master where sql is not null order by type desc, name`.execute(
      fixture.store.db,
    )
    const dump = rows.map((row) => `${onLines(row.sql)};\n`).join('\n')
    await expect(dump).toMatchFileSnapshot(GOLDEN)
  })

  test('has the one tenant from the start', async () => {
    const tenants = await fixture.store.db.selectFrom('tenant').selectAll().execute()
    expect(tenants).toEqual([{ id: TENANT, audit_seq: 0 }])
  })

  test('refuses a value of the wrong type in every table', async () => {
    const { rows } = await sql<{ name: string; strict: number }>`
      select name, strict from pragma_table_list where type = 'table'`.execute(fixture.store.db)
    const loose = rows.filter(({ strict }) => strict === 0).map(({ name }) => name)
    // The first two are the migrator's own, the last two SQLite's.
    const known = ['migration', 'migration_lock', 'sqlite_schema', 'sqlite_temp_schema']
    expect(loose.sort()).toEqual(known)
  })
})

describe('opening', () => {
  test('keeps every commit through a power cut, and the file to its owner', async () => {
    const ask = async (name: string) => {
      const { rows } = await sql
        .raw<Record<string, unknown>>(`pragma ${name}`)
        .execute(fixture.store.db)
      return Object.values(rows[0] ?? {})[0]
    }
    expect(await ask('journal_mode')).toBe('wal')
    expect(await ask('synchronous')).toBe(2)
    expect(await ask('foreign_keys')).toBe(1)
    for (const file of [fixture.path, `${fixture.path}-wal`, `${fixture.path}-shm`])
      expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('comes back to what was written', async () => {
    await fixture.store.db.updateTable('tenant').set({ audit_seq: 7 }).execute()
    const again = await open('latchkey.db', false)
    expect(await again.db.selectFrom('tenant').select('audit_seq').execute()).toEqual([
      { audit_seq: 7 },
    ])
    await again.close()
  })

  test('refuses a store of a newer program', async () => {
    await sql`insert into migration (name, timestamp) values ('0999-later', '')`.execute(
      fixture.store.db,
    )
    for (const migrate of [true, false]) {
      const opening = open('latchkey.db', migrate)
      await expect(opening).rejects.toThrow(StoreRefused)
      await expect(opening).rejects.toThrow('newer version')
    }
  })

  test('refuses an older store where it may not migrate', async () => {
    writeFileSync(join(fixture.directory, 'empty.db'), '')
    const opening = open('empty.db', false)
    await expect(opening).rejects.toThrow(StoreRefused)
    await expect(opening).rejects.toThrow('latchkey migrate')
  })

  test('refuses a missing store where it may not migrate, and makes none', async () => {
    await expect(open('missing.db', false)).rejects.toThrow('There is no store')
    expect(existsSync(join(fixture.directory, 'missing.db'))).toBe(false)
  })

  test.each(['postgres://localhost/latchkey', 'latchkey.db', 'sqlite:'])(
    'refuses the address %s',
    async (url) => {
      await expect(openStore({ url, migrate: true })).rejects.toThrow(StoreRefused)
    },
  )

  test('migrates once when two programs start at the same time', async () => {
    const path = join(fixture.directory, 'twice.db')
    const exits = await Promise.all([migrateElsewhere(path), migrateElsewhere(path)])
    expect(exits).toEqual([0, 0])
    const store = await open('twice.db', false)
    expect(await store.db.selectFrom('tenant').select('id').execute()).toHaveLength(1)
    await store.close()
  })
})

describe('another program that writes', () => {
  test('is waited for at the start of a transaction, and its commit is seen', async () => {
    const other = new Sqlite(fixture.path, { timeout: 0 })
    const seen = await fixture.store.db.transaction().execute(async (tx) => {
      // The other one can't begin: so it can never be between a read and a write of this one.
      expect(() => other.exec('begin immediate')).toThrow('locked')
      const before = await tx.selectFrom('tenant').select('audit_seq').executeTakeFirstOrThrow()
      await tx
        .updateTable('tenant')
        .set({ audit_seq: before.audit_seq + 1 })
        .execute()
      return before.audit_seq
    })
    expect(seen).toBe(0)
    other.exec('update tenant set audit_seq = audit_seq + 1')
    other.close()
    const after = await fixture.store.db.selectFrom('tenant').select('audit_seq').execute()
    expect(after).toEqual([{ audit_seq: 2 }])
  })
})

describe('a fault', () => {
  const grow = () =>
    fixture.store.db
      .insertInto('policy')
      .values({ tenant: TENANT, version: 1, created_at: 0, body: 'x'.repeat(1_000_000) })
      .execute()

  test('of a full disk is told from a bug, and leaves the store at work', async () => {
    await sql`pragma max_page_count = 60`.execute(fixture.store.db)
    const failing = fixture.store.db.transaction().execute(async (tx) => {
      await tx.updateTable('tenant').set({ audit_seq: 5 }).execute()
      await tx
        .insertInto('policy')
        .values({ tenant: TENANT, version: 1, created_at: 0, body: 'x'.repeat(1_000_000) })
        .execute()
    })
    await expect(failing).rejects.toThrow(StoreUnavailable)
    await expect(failing).rejects.toThrow('full')
    const tenants = await fixture.store.db.selectFrom('tenant').select('audit_seq').execute()
    expect(tenants).toEqual([{ audit_seq: 0 }])
    await sql`pragma max_page_count = 100000`.execute(fixture.store.db)
    await grow()
  })

  test('of a store that became read-only is told from a bug', async () => {
    await sql`pragma query_only = on`.execute(fixture.store.db)
    await expect(grow()).rejects.toThrow(StoreUnavailable)
    await expect(grow()).rejects.toThrow('read-only')
  })

  test('of a path that is no directory is told when opening', async () => {
    const opening = open(join('keys.json', 'latchkey.db'))
    await expect(opening).rejects.toThrow(StoreUnavailable)
  })

  test('of a file that is no database is told when opening', async () => {
    const path = join(fixture.directory, 'other.db')
    writeFileSync(path, 'not a database, '.repeat(1000))
    await expect(open('other.db')).rejects.toThrow(StoreUnavailable)
  })

  test('is seen through what wraps it, and a bug is none', async () => {
    const wrapped = new Error('outer', { cause: new StoreUnavailable('inner') })
    expect(isStoreFault(wrapped)).toBe(true)
    expect(isStoreFault(new Error('a bug'))).toBe(false)
    expect(isStoreFault('text')).toBe(false)
    const bug = await sql`select nothing from nowhere`.execute(fixture.store.db).catch((e) => e)
    expect(bug).toBeInstanceOf(Error)
    expect(isStoreFault(bug)).toBe(false)
  })
})

async function migrateElsewhere(path: string): Promise<unknown> {
  const program = `
    import { openStore } from ${JSON.stringify(import.meta.resolve('./store.ts'))}
    const store = await openStore({ url: ${JSON.stringify(`sqlite:${path}`)}, migrate: true })
    await store.close()`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: 'inherit',
  })
  const [code] = await once(child, 'exit')
  return code
}

/** One column or constraint a line, as SQLite keeps the text on one. */
function onLines(statement: string): string {
  let depth = 0
  return [...statement]
    .map((character) => {
      if (character === '(' && depth++ === 0) return '(\n  '
      if (character === ')' && --depth === 0) return '\n)'
      return character === ',' && depth === 1 ? ',\n ' : character
    })
    .join('')
}
