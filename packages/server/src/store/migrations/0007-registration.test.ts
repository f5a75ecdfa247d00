import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openKeyRing } from '../key-ring.ts'
import { readPrincipal } from '../principal.ts'
import { touchSession } from '../session.ts'
import { openSqlite } from '../sqlite.ts'
import { TENANT } from '../store.fixture.ts'
import { openStore } from '../store.ts'
import * as first from './0001-first.ts'
import * as machines from './0002-machines.ts'
import * as directories from './0003-directories.ts'
import * as addressees from './0004-addressees.ts'
import * as securityInfo from './0005-security-info.ts'

const ALICE = 'prn_alice'
const HASH = new Uint8Array([7])
const BEFORE = {
  '0001-first': first,
  '0002-machines': machines,
  '0003-directories': directories,
  '0004-addressees': addressees,
  '0005-security-info': securityInfo,
}

test('nobody who was there before was asked or confirmed anything, and their sessions are whole', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-0007-'))
  const path = join(directory, 'latchkey.db')
  const keys = openKeyRing(join(directory, 'keys.json'), { mayCreate: true })
  await writeBefore(path)

  const store = await openStore({ url: `sqlite:${path}`, migrate: true })

  expect(store.migrated).toContain('0007-registration')
  expect(await readPrincipal(store.db, keys, TENANT, ALICE)).toMatchObject({
    asked: null,
    confirmedAt: null,
  })
  const session = await touchSession(store.db, TENANT, HASH, 8)
  expect(session).toEqual({ id: 'ses_one', principal: ALICE, amr: ['pwd'], createdAt: 7 })
  await store.close()
  rmSync(directory, { recursive: true })
})

async function writeBefore(path: string): Promise<void> {
  const db = openSqlite(path)
  for (const { up } of Object.values(BEFORE))
    await up(
      // as: that version knew fewer columns.
      db as never,
      'sqlite',
    )
  await sql`create table migration (name text primary key, timestamp text not null)`.execute(db)
  await sql`create table migration_lock (id text primary key, is_locked integer not null)`.execute(
    db,
  )
  for (const name of Object.keys(BEFORE))
    await sql`insert into migration values (${name}, '2026-01-01T00:00:00.000Z')`.execute(db)
  await sql`
    insert into principal (tenant, id, directory, entry, name)
    values (${TENANT}, ${ALICE}, 'corp', ${ALICE}, 'alice')`.execute(db)
  await sql`
    insert into session (tenant, id, token_hash, principal, amr, created_at, seen_at, expires_at)
    values (${TENANT}, 'ses_one', ${HASH}, ${ALICE}, 'pwd', 7, 7, 99)`.execute(db)
  await db.destroy()
}
