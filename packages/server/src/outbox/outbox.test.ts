import { readFileSync } from 'node:fs'
import type { AuditEvent } from '@latchkey/core'
import type { FlowId } from '@latchkey/protocol'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listAudit } from '../store/audit-list.ts'
import { CLUSTER } from '../store/cluster.fixture.ts'
import { createStoreFixture, type StoreFixture, TENANT } from '../store/store.fixture.ts'
import type { Handler, HandlerResult, NewItem, OutboxItem } from './handler.ts'
import { createOutbox, type Outbox, type OutboxDeps } from './outbox.ts'

type TestPayloads = {
  challenge: { code: string }
  notice: { text: string }
  alert: string
  'own-code': string
}

const NOW = 1_700_000_000_000
const MINUTE = 60_000
const FLOW: FlowId = 'flw_1'

let fixture: StoreFixture
let sent: string[]
let faults: unknown[]
let now: number
let tick: () => void
let answer: (code: string, item: OutboxItem) => Promise<HandlerResult>

beforeEach(async () => {
  fixture = await createStoreFixture()
  sent = []
  faults = []
  now = NOW
  tick = () => expect.unreachable('not ticking')
  answer = async (code) => {
    sent.push(code)
    return { result: 'settled', events: [eventFor('code.sent')] }
  }
})
afterEach(() => fixture.remove())

const eventFor = (activity: 'code.sent' | 'code.not-sent'): AuditEvent => ({
  at: now,
  activity,
  outcome: activity === 'code.sent' ? 'contacted' : 'abandoned',
  reason: activity === 'code.sent' ? null : 'gave-up',
  actor: 'server',
  target: null,
  targetName: null,
  address: null,
  clientType: null,
  clientKind: null,
  clientOs: null,
  clientVersion: null,
  machine: null,
  machineId: null,
  flow: FLOW,
  operation: null,
  gates: [],
  policyVersion: null,
  detail: null,
})

const unused: Handler<unknown> = {
  handle: async () => expect.unreachable('not of this kind'),
  onGivenUp: () => [],
}

const bytesOf = (value: unknown): Buffer =>
  value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(String(value))

function outboxWith(changes: Partial<OutboxDeps<TestPayloads>> = {}): Outbox<TestPayloads> {
  return createOutbox<TestPayloads>({
    db: fixture.store.db,
    keyRing: fixture.keyRing,
    handlers: {
      challenge: {
        handle: ({ code }, item) => answer(code, item),
        onGivenUp: () => [eventFor('code.not-sent')],
      },
      notice: unused,
      alert: unused,
      'own-code': unused,
    },
    clock: () => now,
    random: () => 0.5,
    every: (_ms, work) => {
      tick = work
      return () => {
        tick = () => expect.unreachable('stopped')
      }
    },
    onFault: (error) => faults.push(error),
    ...changes,
  })
}

const challenge = (code: string, expiresAt = NOW + 5 * MINUTE): NewItem<TestPayloads> => ({
  tenant: TENANT,
  kind: 'challenge',
  flow: FLOW,
  payload: { code },
  createdAt: NOW,
  expiresAt,
})
const enqueue = (outbox: Outbox<TestPayloads>, ...items: NewItem<TestPayloads>[]) =>
  fixture.store.db.transaction().execute((tx) => outbox.enqueue(tx, items))
const rows = () => fixture.store.db.selectFrom('outbox').selectAll().orderBy('id').execute()
const audited = async () =>
  (await listAudit(fixture.store.db, { tenant: TENANT, limit: 10_000 })).map((e) => e.activity)
const retry = async (code: string): Promise<HandlerResult> => {
  sent.push(code)
  return { result: 'retry' }
}

describe('a row', () => {
  test('is sent once, audited and erased together', async () => {
    const outbox = outboxWith()
    await enqueue(outbox, challenge('111111'), challenge('222222'))
    await outbox.drain(NOW)
    await outbox.drain(NOW + MINUTE)
    expect(sent.sort()).toEqual(['111111', '222222'])
    expect(await audited()).toEqual(['code.sent', 'code.sent'])
    for (const row of await rows()) expect(row).toMatchObject({ sealed: null, settled_at: NOW })
  })

  test('tells its handler the flow, the tenant and which attempt it is', async () => {
    const items: OutboxItem[] = []
    answer = async (code, item) => {
      items.push(item)
      return retry(code)
    }
    const outbox = outboxWith()
    await enqueue(outbox, challenge('111111'))
    await outbox.drain(NOW)
    await outbox.drain(NOW + 2_000)
    const facts = { tenant: TENANT, flow: FLOW, createdAt: NOW, expiresAt: NOW + 5 * MINUTE }
    expect(items).toEqual([
      { ...facts, attempt: 1 },
      { ...facts, attempt: 2 },
    ])
  })

  test('of a transaction that was rolled back is never sent', async () => {
    const outbox = outboxWith()
    const undone = fixture.store.db.transaction().execute(async (tx) => {
      await outbox.enqueue(tx, [challenge('111111')])
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    await outbox.drain(NOW)
    expect(sent).toEqual([])
  })

  test('shows nothing of its payload in the store', async () => {
    await enqueue(outboxWith(), challenge('readable-code-314159'))
    // The files of a cluster are another program's: there it is what the row holds.
    const kept = CLUSTER
      ? (await rows()).flatMap((row) => Object.values(row).map(bytesOf))
      : [fixture.path, `${fixture.path}-wal`].map((file) => readFileSync(file))
    for (const bytes of kept) expect(bytes.includes('readable-code')).toBe(false)
    expect(kept.some((bytes) => bytes.includes(FLOW))).toBe(true)
  })

  test('that was exchanged with another one is not sent, and is erased', async () => {
    const outbox = outboxWith()
    await enqueue(outbox, challenge('111111'), { ...challenge('222222'), flow: 'flw_2' })
    const [first, second] = await rows()
    await fixture.store.db
      .updateTable('outbox')
      .set({ sealed: first?.sealed ?? null })
      .where('id', '=', second?.id ?? 0)
      .execute()
    await outbox.drain(NOW)
    expect(sent).toEqual(['111111'])
    expect(faults).toHaveLength(1)
    expect((await rows()).map(({ sealed }) => sealed)).toEqual([null, null])
  })
})

describe('a failure', () => {
  test('is tried again after a growing wait', async () => {
    answer = retry
    const outbox = outboxWith()
    await enqueue(outbox, challenge('111111'))
    const attemptsAt = async (later: number) => {
      await outbox.drain(NOW + later)
      return sent.length
    }
    expect(await attemptsAt(0)).toBe(1)
    expect(await attemptsAt(1_999)).toBe(1)
    expect(await attemptsAt(2_000)).toBe(2)
    expect(await attemptsAt(7_999)).toBe(2)
    expect(await attemptsAt(8_000)).toBe(3)
    expect(await audited()).toEqual([])
  })

  test('is settled once the world does better', async () => {
    answer = retry
    const outbox = outboxWith()
    await enqueue(outbox, challenge('111111'))
    await outbox.drain(NOW)
    answer = async () => ({ result: 'settled', events: [eventFor('code.sent')] })
    await outbox.drain(NOW + 2_000)
    expect(await audited()).toEqual(['code.sent'])
  })

  test('is given up, erased and audited when no time is left for another try', async () => {
    answer = retry
    const outbox = outboxWith()
    await enqueue(outbox, challenge('111111', NOW + 5_000))
    await outbox.drain(NOW)
    await outbox.drain(NOW + 2_000)
    expect(sent).toHaveLength(2)
    expect(await audited()).toEqual(['code.not-sent'])
    expect(await rows()).toMatchObject([{ sealed: null, settled_at: NOW + 2_000 }])
  })

  test('thrown by a handler counts as one to be tried again', async () => {
    answer = async () => {
      throw new Error('unreachable host')
    }
    const outbox = outboxWith()
    await enqueue(outbox, challenge('111111'))
    await outbox.drain(NOW)
    expect(faults).toMatchObject([{ message: 'unreachable host' }])
    expect(await rows()).toMatchObject([{ settled_at: null, due_at: NOW + 2_000 }])
  })

  test('of one row holds up no other', async () => {
    answer = async (code) =>
      code === '000000' ? retry(code) : { result: 'settled', events: [eventFor('code.sent')] }
    const outbox = outboxWith()
    await enqueue(outbox, challenge('000000'), challenge('111111'))
    await outbox.drain(NOW)
    expect((await rows()).map(({ settled_at }) => settled_at)).toEqual([null, NOW])
  })
})

describe('an expired row', () => {
  test('is never sent, but erased and audited', async () => {
    const outbox = outboxWith()
    await enqueue(outbox, challenge('111111'))
    await outbox.drain(NOW + 5 * MINUTE)
    expect(sent).toEqual([])
    expect(await audited()).toEqual(['code.not-sent'])
    expect(await rows()).toMatchObject([{ sealed: null }])
  })
})

describe('workers', () => {
  test('never hold one row twice', async () => {
    const outboxes = [outboxWith(), outboxWith(), outboxWith()]
    const codes = Array.from({ length: 100 }, (_, index) => String(index).padStart(6, '0'))
    await enqueue(outboxWith(), ...codes.map((code) => challenge(code)))
    await Promise.all(outboxes.map((outbox) => outbox.drain(NOW)))
    expect(sent.sort()).toEqual(codes)
  })

  test('find again what a worker that died was holding, once its claim has run out', async () => {
    answer = () => new Promise(() => {})
    const dying = outboxWith()
    await enqueue(dying, challenge('111111'))
    dying.start()
    await claimed()
    answer = async (code) => {
      sent.push(code)
      return { result: 'settled', events: [] }
    }
    const other = outboxWith()
    await other.drain(NOW + MINUTE - 1)
    expect(sent).toEqual([])
    await other.drain(NOW + MINUTE)
    expect(sent).toEqual(['111111'])
  })

  test('audit a row once when a slow one comes back after its claim had run out', async () => {
    const slow = Promise.withResolvers<HandlerResult>()
    answer = () => slow.promise
    const first = outboxWith()
    await enqueue(first, challenge('111111'))
    first.start()
    await claimed()
    answer = async () => ({ result: 'settled', events: [eventFor('code.sent')] })
    await outboxWith().drain(NOW + MINUTE)
    slow.resolve({ result: 'settled', events: [eventFor('code.sent')] })
    await first.stop()
    expect(await audited()).toEqual(['code.sent'])
  })

  test('work on eight rows at once and no more', async () => {
    const gate = Promise.withResolvers<void>()
    let most = 0
    let open = 0
    answer = async () => {
      most = Math.max(most, ++open)
      await gate.promise
      open -= 1
      return { result: 'settled', events: [] }
    }
    const outbox = outboxWith()
    await enqueue(outbox, ...Array.from({ length: 30 }, (_, index) => challenge(String(index))))
    const drained = outbox.drain(NOW)
    await claimed(8)
    gate.resolve()
    await drained
    expect(most).toBe(8)
    expect((await rows()).every(({ settled_at }) => settled_at === NOW)).toBe(true)
  })
})

describe('a started outbox', () => {
  test('sends on a wake, on a tick, and all that was there before', async () => {
    const outbox = outboxWith()
    await enqueue(outbox, challenge('before'))
    outbox.start()
    await settled(1)
    await enqueue(outbox, challenge('woken'))
    outbox.wake()
    await settled(2)
    await enqueue(outbox, challenge('found'))
    tick()
    await settled(3)
    await outbox.stop()
    expect(sent).toEqual(['before', 'woken', 'found'])
  })

  test('goes on until nothing is due, though one claim takes eight', async () => {
    const outbox = outboxWith()
    await enqueue(outbox, ...Array.from({ length: 30 }, (_, index) => challenge(String(index))))
    outbox.start()
    await settled(30)
    await outbox.stop()
  })

  test('finishes what it began when stopped, and takes nothing more', async () => {
    const gate = Promise.withResolvers<HandlerResult>()
    answer = () => gate.promise
    const outbox = outboxWith()
    await enqueue(outbox, ...Array.from({ length: 9 }, (_, index) => challenge(String(index))))
    outbox.start()
    await claimed(8)
    const stopped = outbox.stop()
    gate.resolve({ result: 'settled', events: [] })
    await stopped
    outbox.wake()
    const open = (await rows()).filter(({ settled_at }) => settled_at === null)
    expect(open).toMatchObject([{ attempts: 0 }])
  })

  test('sends nothing before it was started', async () => {
    const outbox = outboxWith()
    await enqueue(outbox, challenge('111111'))
    outbox.wake()
    await outbox.stop()
    expect(await rows()).toMatchObject([{ attempts: 0 }])
  })

  test('outlives a fault of the store', async () => {
    const outbox = outboxWith()
    await enqueue(outbox, challenge('111111'))
    await fixture.store.db.schema.alterTable('outbox').renameTo('elsewhere').execute()
    outbox.start()
    await until(async () => faults.length === 1)
    await fixture.store.db.schema.alterTable('elsewhere').renameTo('outbox').execute()
    tick()
    await settled(1)
    await outbox.stop()
  })
})

const claimed = (least = 1) =>
  until(async () => (await rows()).filter(({ attempts }) => attempts > 0).length >= least)
const settled = (count: number) =>
  until(async () => (await rows()).filter((row) => row.settled_at !== null).length === count)

/** Each look is a turn of the loop, in which the outbox works on. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 2_000; turn++) {
    if (await isSo()) return
    await new Promise((next) => setImmediate(next))
  }
  expect.unreachable('it never came')
}
