import type { AuditEvent } from '@latchkey/core'
import type { FlowId, OperationId, PrincipalId } from '@latchkey/protocol'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { appendAudit, findOpenIntents, openIntents } from './audit.ts'
import { listAudit, pageOf } from './audit-list.ts'
import { planOf } from './plan.fixture.ts'
import { createStoreFixture, type StoreFixture, TENANT } from './store.fixture.ts'

const NOW = 1_700_000_000_000
const ALICE: PrincipalId = 'prn_alice'
const FLOW: FlowId = 'flw_1'
const EVENT: AuditEvent = {
  at: NOW,
  activity: 'gate.passed',
  outcome: 'succeeded',
  reason: null,
  actor: 'claimant',
  target: null,
  targetName: null,
  address: '192.0.2.1',
  clientType: 'WindowsLogon/11',
  clientKind: 'windows-logon',
  clientOs: '10.0.22631',
  clientVersion: '1.2',
  machine: 'PC-1',
  machineId: 'mch_1',
  flow: null,
  operation: null,
  gates: [],
  policyVersion: 4,
  detail: null,
}

let fixture: StoreFixture
beforeEach(async () => {
  fixture = await createStoreFixture()
})
afterEach(() => fixture.remove())

const append = (...events: Partial<AuditEvent>[]) =>
  fixture.store.db.transaction().execute((tx) =>
    appendAudit(
      tx,
      TENANT,
      events.map((event) => ({ ...EVENT, ...event })),
    ),
  )
const list = (query: Partial<Parameters<typeof listAudit>[1]> = {}) =>
  listAudit(fixture.store.db, { tenant: TENANT, limit: 100, ...query })
const numbers = async (query?: Partial<Parameters<typeof listAudit>[1]>) =>
  (await list(query)).map(({ seq }) => seq)

describe('appending', () => {
  test('keeps every fact of an event', async () => {
    const whole: AuditEvent = {
      ...EVENT,
      reason: 'code-wrong',
      target: ALICE,
      targetName: 'alice',
      flow: FLOW,
      operation: 'opr_1',
      gates: ['totp', 'email'],
    }
    await append(whole, {})
    expect(await list()).toEqual([
      { ...EVENT, seq: 2 },
      { ...whole, seq: 1 },
    ])
  })

  test('numbers without a gap when many append at once', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, index) => append(...Array(index % 4).fill({}))),
    )
    const found = await numbers()
    expect(found).toHaveLength(60)
    expect(found).toEqual(Array.from({ length: 60 }, (_, index) => 60 - index))
  })

  test('gives its numbers back when the transaction is rolled back', async () => {
    await append({})
    const undone = fixture.store.db.transaction().execute(async (tx) => {
      await appendAudit(tx, TENANT, [EVENT, EVENT])
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    await append({})
    expect(await numbers()).toEqual([2, 1])
  })

  test('takes more events at once than one statement can hold', async () => {
    await append(...Array(2_000).fill({}))
    expect(await numbers({ limit: 5_000 })).toHaveLength(2_000)
  })

  test('numbers each tenant by itself, and refuses one that does not exist', async () => {
    const { db } = fixture.store
    await db.insertInto('tenant').values({ id: 'ten_other', audit_seq: 0 }).execute()
    await append({}, {})
    await db.transaction().execute((tx) => appendAudit(tx, 'ten_other', [EVENT]))
    const others = await listAudit(db, { tenant: 'ten_other', limit: 10 })
    expect(others.map(({ seq }) => seq)).toEqual([1])
    const nowhere = db.transaction().execute((tx) => appendAudit(tx, 'ten_nowhere', [EVENT]))
    await expect(nowhere).rejects.toThrow()
  })
})

describe('listing', () => {
  test('goes on by the number of the last event, newest first', async () => {
    await append(...Array(5).fill({}))
    expect(await numbers({ limit: 2 })).toEqual([5, 4])
    expect(await numbers({ limit: 2, before: 4 })).toEqual([3, 2])
    expect(await numbers({ limit: 2, before: 2 })).toEqual([1])
    expect(await numbers({ limit: 2, before: 1 })).toEqual([])
  })

  test('shows a person their events and all events of flows that turned out to be theirs', async () => {
    await append(
      { activity: 'flow.started', flow: FLOW },
      { activity: 'gate.failed', flow: FLOW },
      { activity: 'flow.started', flow: 'flw_other' },
      { activity: 'gate.passed', flow: FLOW, target: ALICE },
      { activity: 'password.reset', flow: 'flw_other', target: 'prn_bob' },
      { activity: 'session.started', target: ALICE },
      { activity: 'session.started' },
    )
    expect(await numbers({ person: ALICE })).toEqual([6, 4, 2, 1])
    expect(await numbers({ person: ALICE, limit: 2, before: 6 })).toEqual([4, 2])
    expect(await numbers({ person: 'prn_nobody' })).toEqual([])
  })

  test('filters by flow and by time', async () => {
    await append({ flow: FLOW }, { at: NOW + 10 }, { at: NOW + 20, flow: FLOW })
    expect(await numbers({ flow: FLOW })).toEqual([3, 1])
    expect(await numbers({ since: NOW + 10 })).toEqual([3, 2])
    expect(await numbers({ until: NOW + 10 })).toEqual([1])
    expect(await numbers({ since: NOW + 10, until: NOW + 20 })).toEqual([2])
    expect(await numbers({ since: NOW + 10, flow: FLOW })).toEqual([3])
  })

  test.each([
    ['everything', {}, ['audit_event_by_time']],
    ['a person', { person: ALICE, before: 9 }, ['audit_event_by_target', 'audit_event_by_flow']],
    ['a flow', { flow: FLOW, since: NOW }, ['audit_event_by_flow']],
    ['a time', { since: NOW, until: NOW + 1 }, ['audit_event_by_time']],
    ['a page', { before: 10 }, ['audit_event_by_time']],
  ])(
    'finds %s by its index and no other, and never reads the whole table',
    async (_, query, indices) => {
      const page = pageOf(fixture.store.db, { tenant: TENANT, limit: 10, ...query })
      const { steps, readThrough } = await planOf(fixture.store, page)
      const known = ['audit_event', 'event', 'along', 'last']
      expect(readThrough.filter((name) => known.includes(name))).toEqual([])
      // Which of several good ways it is, PostgreSQL decides by how many rows there are.
      if (fixture.store.dialect === 'postgres') return
      const used = steps.flatMap((step) => step.match(/audit_event_by_\w+/) ?? [])
      expect([...new Set(used)].sort()).toEqual([...indices].sort())
    },
  )
})

describe('open intents', () => {
  const intent = (operation: OperationId, at = NOW): Partial<AuditEvent> => ({
    activity: 'password.write-intended',
    outcome: 'intended',
    operation,
    at,
  })
  const open = async () =>
    (await findOpenIntents(fixture.store.db, TENANT, NOW + 100)).map(({ operation }) => operation)
  const claimedBy = (operation: OperationId, until = NOW) =>
    fixture.store.db
      .insertInto('principal')
      .values({
        tenant: TENANT,
        id: `prn_of_${operation}`,
        directory: 'embedded',
        entry: operation,
        name: operation,
        frozen_at: null,
        blocked_at: null,
        writer: operation,
        writer_until: until,
      })
      .execute()

  test('are those whose claim on their principal still stands', async () => {
    await append(intent('opr_1'), intent('opr_2'), {
      activity: 'password.reset',
      outcome: 'succeeded',
      operation: 'opr_1',
    })
    await claimedBy('opr_2')
    expect(await open()).toEqual(['opr_2'])
  })

  test('are left alone while their write may still be under way', async () => {
    await append(intent('opr_1'), intent('opr_2'))
    await claimedBy('opr_1', NOW + 100)
    await claimedBy('opr_2', NOW + 99)
    expect(await open()).toEqual(['opr_2'])
  })

  test('are found without reading the audit through', async () => {
    const query = openIntents(fixture.store.db, TENANT, NOW)
    expect((await planOf(fixture.store, query)).readThrough).toEqual([])
  })
})
