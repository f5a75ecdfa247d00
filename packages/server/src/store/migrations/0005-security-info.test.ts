import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openKeyRing } from '../key-ring.ts'
import { bindingPlace, readPrincipal } from '../principal.ts'
import { openSqlite } from '../sqlite.ts'
import { TENANT } from '../store.fixture.ts'
import { openStore } from '../store.ts'
import * as first from './0001-first.ts'
import * as machines from './0002-machines.ts'
import * as directories from './0003-directories.ts'

const ALICE = 'prn_alice'
const FRANK = 'prn_frank'

test('who was enrolled before keeps what they have, as their first, and whoever was not has nothing', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-0004-'))
  const path = join(directory, 'latchkey.db')
  const keys = openKeyRing(join(directory, 'keys.json'), { mayCreate: true })
  const sealed = keys.seal(bindingPlace(TENANT, ALICE, 'aut_one'), 'alice@corp.test')
  await writeThird(path, sealed)

  const store = await openStore({ url: `sqlite:${path}`, migrate: true })

  expect(store.migrated).toContain('0005-security-info')
  expect(await readPrincipal(store.db, keys, TENANT, ALICE)).toMatchObject({
    hasEnrolled: true,
    bindings: [{ value: 'alice@corp.test', name: null, isPreferred: false, isFirst: true }],
  })
  expect(await readPrincipal(store.db, keys, TENANT, FRANK)).toMatchObject({
    hasEnrolled: false,
    bindings: [],
  })
  const { proven_at } = await store.db
    .selectFrom('session')
    .select('proven_at')
    .executeTakeFirstOrThrow()
  expect(proven_at).toBeNull()
  await store.close()
  rmSync(directory, { recursive: true })
})

/** A store as the third version left it, with two people, an address and a session in it. */
async function writeThird(path: string, sealed: Uint8Array): Promise<void> {
  const db = openSqlite(path)
  for (const { up } of [first, machines, directories])
    await up(
      // as: the third version knew fewer tables.
      db as never,
      'sqlite',
    )
  await sql`create table migration (name text primary key, timestamp text not null)`.execute(db)
  await sql`create table migration_lock (id text primary key, is_locked integer not null)`.execute(
    db,
  )
  for (const name of ['0001-first', '0002-machines', '0003-directories'])
    await sql`insert into migration values (${name}, '2026-01-01T00:00:00.000Z')`.execute(db)
  for (const id of [ALICE, FRANK])
    await sql`
      insert into principal (tenant, id, directory, entry, name)
      values (${TENANT}, ${id}, 'corp', ${id}, ${id})`.execute(db)
  await sql`
    insert into authenticator (tenant, id, principal, kind, sealed, created_at)
    values (${TENANT}, 'aut_one', ${ALICE}, 'email', ${sealed}, 7)`.execute(db)
  await sql`
    insert into session (tenant, id, token_hash, principal, amr, created_at, seen_at, expires_at)
    values (${TENANT}, 'ses_one', ${sealed}, ${ALICE}, 'pwd', 7, 7, 8)`.execute(db)
  await db.destroy()
}
