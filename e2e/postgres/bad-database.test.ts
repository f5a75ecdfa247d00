import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { connectTo } from '../../packages/server/src/store/database.fixture.ts'
import {
  type Answer,
  codeFor,
  createApi,
  newPassword,
  signsIn,
  startWalk,
  type Walk,
  walkToNewPassword,
} from '../environments/api.ts'
import { eventually } from '../environments/deadline.ts'
import { ACCOUNT, messagesAt, openRemote, type Remote } from '../environments/postgres/remote.ts'
import type { Program } from '../environments/program.ts'
import { untilReadyIs } from '../environments/readiness.ts'

const NEW_PASSWORD = 'Copper-Lantern-42'

// One server for all of these: each test has to leave it at work again by itself.
let remote: Remote
let program: Program
beforeAll(async () => {
  remote = await openRemote('max_connections=16')
  program = remote.start()
  await remote.ready(program)
})
afterAll(() => remote[Symbol.asyncDispose]())
let person = ''
const people = ['alice', 'bob', 'alice', 'bob', 'alice']
beforeEach(async () => {
  await untilReadyIs(remote.url, 200)
  // The embedded directory is in the same database, and looked at every five seconds only.
  await eventually('a flow that begins', () => startWalk(api(), 'nobody').catch(() => undefined))
  person = people.pop() ?? 'bob'
  from += 1
})

// Every test from an address of its own: budgets are kept per address.
let from = 10
const api = () => createApi(remote.url, { localAddress: `127.0.0.${from}` })
const walkToCode = async (): Promise<{ walk: Walk; code: string }> => {
  const messages = messagesAt(remote.url)
  const before = (await messages()).filter(
    ({ to, text }) => to.startsWith(person) && /^\d{6}$/m.test(text),
  )
  const walk = await startWalk(api(), person)
  await walk.submit('submit', { authenticator: 'email' })
  return { walk, code: await codeFor(messages, `${person}@corp.test`, before.length + 1) }
}

function expectComeBack({ status, headers }: Answer): void {
  expect(status).toBe(503)
  expect(Number(headers['retry-after'])).toBeGreaterThan(0)
}

// What is known of the policy is good for two seconds more.
async function expectPageComesBack(): Promise<void> {
  const page = await eventually('a page that says so', async () => {
    const answer = await fetch(remote.url, { headers: { accept: 'text/html' } })
    return answer.status === 503 ? answer : undefined
  })
  expect(page.headers.get('retry-after')).toBeTruthy()
  expect(await page.text()).toContain('<h1>')
}

/** The flow goes on where it was, to its end, and nobody had to start anything again. */
async function expectWorkGoesOn({ walk, code }: { walk: Walk; code: string }): Promise<void> {
  await untilReadyIs(remote.url, 200)
  const answer = await walk.submit('submit', { code })
  expect(answer.body.step?.kind).toBe('new-password')
  const password = `${NEW_PASSWORD}-${from}`
  expect((await walk.submit('submit', newPassword(password))).body.step?.kind).toBe('done')
  expect(await signsIn(api(), person, password)).toBe(true)
  expect(program.hasEnded()).toBe(false)
}

const audited = async (activity: string) =>
  (await remote.ask(`select outcome from audit_event where activity = '${activity}'`)).length

test('that is restarted in the middle of a flow: 503 meanwhile, and the flow goes on', async () => {
  const begun = await walkToCode()
  const resets = await audited('password.reset')
  await remote.cluster.stop('immediate')
  expectComeBack(await begun.walk.submit('submit', { code: begun.code }))
  expectComeBack(await api().call('GET', '/readyz'))
  expect((await api().call('GET', '/healthz')).status).toBe(200)
  await expectPageComesBack()
  await remote.cluster.start('max_connections=16')
  expect(await audited('password.reset')).toBe(resets)
  await expectWorkGoesOn(begun)
})

test('that only cuts connections, idle ones and those at work, ends nobody', async () => {
  const begun = await walkToCode()
  for (let cuts = 0; cuts < 5; cuts += 1) {
    const asked = [1, 2, 3].map(() => startWalk(api(), 'nobody').catch(() => undefined))
    remote.proxy.cut()
    await Promise.all(asked)
  }
  await expectWorkGoesOn(begun)
})

test('that takes ten seconds for every answer: 503 in time, not ready, and all well afterwards', async () => {
  const begun = await walkToCode()
  remote.proxy.delay(10_000)
  const started = performance.now()
  expectComeBack(await begun.walk.submit('submit', { code: begun.code }))
  expect(performance.now() - started).toBeLessThan(20_000)
  expectComeBack(await api().call('GET', '/readyz'))
  remote.proxy.delay(0)
  await expectWorkGoesOn(begun)
})

test('that takes no more connections: 503, not ready, and all well once there is room', async () => {
  const begun = await walkToCode()
  const { port } = remote.cluster
  const taken: pg.Client[] = []
  const fill = async () => {
    for (;;) {
      try {
        taken.push(await connectTo({ port, database: 'postgres', user: ACCOUNT }))
      } catch {
        return
      }
    }
  }
  await eventually('a database without room', async () => {
    await fill()
    const own = await remote.ask(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = 'latchkey' and usename = '${ACCOUNT}'`,
    )
    await fill()
    return own.length === 0 ? true : undefined
  })
  expectComeBack(await begun.walk.submit('submit', { code: begun.code }))
  expectComeBack(await api().call('GET', '/readyz'))
  for (const client of taken) await client.end()
  await expectWorkGoesOn(begun)
})

test('that can only be read: 503, not ready, and all well once it takes writes again', async () => {
  const begun = await walkToCode()
  const switchTo = async (state: 'on' | 'off') => {
    await remote.ask(`alter system set default_transaction_read_only = ${state}`)
    await remote.ask('select pg_reload_conf()')
  }
  await switchTo('on')
  await untilReadyIs(remote.url, 503)
  expectComeBack(await begun.walk.submit('submit', { code: begun.code }))
  expectComeBack(
    await api().call('POST', '/api/v1/flows', {
      body: { purpose: 'reset', client: { kind: 'api' } },
    }),
  )
  await switchTo('off')
  await expectWorkGoesOn(begun)
})

test('that goes away between the directory and the outcome: nobody is told done before it is kept', async () => {
  const walk = await walkToNewPassword(api(), messagesAt(remote.url), 'alice')
  const password = 'Silver-Lantern-77'
  // The directory has written, and the outcome can't be: its flow is held by somebody else.
  const holder = await remote.connect()
  await holder.query('begin')
  await holder.query("select 1 from embedded_entry where name = 'alice' for update")
  const answer = walk.submit('submit', newPassword(password)).catch(() => undefined)
  await eventually('the intent', async () => {
    const intents = await remote.ask(
      `select 1 from audit_event where flow = '${walk.flow}' and outcome = 'intended'`,
    )
    return intents.length === 1 ? true : undefined
  })
  await remote.cluster.stop('immediate')
  const told = await answer
  expect(told?.body.step?.kind).not.toBe('done')
  await remote.cluster.start('max_connections=16')
  await untilReadyIs(remote.url, 200)
  // As half a minute later: the next reset of the same person finds the claim, and resolves it.
  await remote.ask(
    "update principal set writer_until = 1 where name = 'alice' and writer is not null",
  )
  const next = await walkToNewPassword(api(), messagesAt(remote.url), 'alice')
  await next.submit('submit', newPassword(`${password}-9`))
  const outcomes = await remote.ask(
    `select outcome from audit_event where flow = '${walk.flow}' and activity = 'password.reset'`,
  )
  expect(outcomes).toEqual([{ outcome: 'unknown' }])
  const seen = await api().call('GET', `/api/v1/flows/${walk.flow}`, { token: walk.token })
  expect(seen.body.step).toMatchObject({ kind: 'stopped', reason: 'outcome-unknown' })
})

test('that a newer program migrated: not ready, until that is undone', async () => {
  await remote.ask("insert into migration (name, timestamp) values ('9999-later', '')")
  await untilReadyIs(remote.url, 503)
  await remote.ask("delete from migration where name = '9999-later'")
  await untilReadyIs(remote.url, 200)
})

test('that was all of that leaves no message behind', async () => {
  // As a minute later, for which what was being sent while the database went away is claimed.
  await remote.ask('update outbox set due_at = 1 where settled_at is null')
  await eventually('an empty outbox', async () => {
    const due = await remote.ask('select id from outbox where settled_at is null')
    return due.length === 0 ? true : undefined
  })
})
