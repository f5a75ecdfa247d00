import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { listAudit } from '../audit-list.ts'
import { readPolicy } from '../policy.ts'
import { openSqlite } from '../sqlite.ts'
import { TENANT } from '../store.fixture.ts'
import { openStore } from '../store.ts'
import * as first from './0001-first.ts'

/** A store as the first version left it, with an event and a policy in it. */
async function writeFirst(path: string): Promise<void> {
  const db = openSqlite(path)
  await first.up(
    // as: the first version knew fewer tables.
    db as never,
    'sqlite',
  )
  await sql`create table migration (name text primary key, timestamp text not null)`.execute(db)
  await sql`create table migration_lock (id text primary key, is_locked integer not null)`.execute(
    db,
  )
  await sql`insert into migration values ('0001-first', '2026-01-01T00:00:00.000Z')`.execute(db)
  await sql`insert into policy values (${TENANT}, 1, 7, ${'{"organisation":"Example"}'})`.execute(
    db,
  )
  await sql`
    insert into audit_event (tenant, seq, at, activity, outcome, actor, machine, gates)
    values (${TENANT}, 1, 7, 'flow.started', 'succeeded', 'claimant', 'PC-1', '')`.execute(db)
  await db.destroy()
}

test('what the first version wrote is still there, and says nothing of machines that were not known', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-0002-'))
  const path = join(directory, 'latchkey.db')
  await writeFirst(path)
  const store = await openStore({ url: `sqlite:${path}`, migrate: true })
  expect(store.migrated).toEqual([
    '0002-machines',
    '0003-directories',
    '0004-addressees',
    '0005-security-info',
    '0006-passes',
    '0007-registration',
    '0009-approvals',
    '0010-plans',
  ])
  expect(await listAudit(store.db, { tenant: TENANT, limit: 10 })).toMatchObject([
    { seq: 1, activity: 'flow.started', machine: 'PC-1', machineId: null },
  ])
  expect(await readPolicy(store.db, TENANT)).toMatchObject({
    organisation: 'Example',
    machines: 'any',
    directoryAddresses: 'verify-first',
    hints: 'enrolled-machine',
    tellUnregistered: true,
    freshAuthenticatorHours: 24,
    enrolment: { isRequired: false, graceDays: 14, reconfirmDays: 0 },
    ownMailDomains: [],
    ownMailCounts: false,
  })
  await store.close()
  rmSync(directory, { recursive: true })
})
