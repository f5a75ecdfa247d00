import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  codeFor,
  createApi,
  newPassword,
  signsIn,
  startWalk,
  walkToNewPassword,
} from '../environments/api.ts'
import { eventually } from '../environments/deadline.ts'
import {
  inTurns,
  messagesOfAll,
  openSharedStore,
  type SharedStore,
} from '../environments/postgres/shared-store.ts'
import { newFolder, removeFolder, runProgram } from '../environments/program.ts'
import { SEEDED_PASSWORD, trialEnvironment } from '../environments/server.ts'

const NEW_PASSWORD = 'Copper-Lantern-42'
const upTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1)

async function nothingIsDue(store: SharedStore): Promise<void> {
  await eventually('an empty outbox', async () => {
    const due = await store.ask('select id from outbox where settled_at is null')
    return due.length === 0 ? true : undefined
  })
}

async function expectNoGap(store: SharedStore): Promise<void> {
  const [audit] = await store.ask(
    'select count(*)::int as events, max(seq)::int as last, min(seq)::int as first from audit_event',
  )
  expect(audit).toMatchObject({ first: 1, last: audit?.events })
}

test('a flow moves between two servers at every step, and its end is the end on both', async () => {
  await using store = await openSharedStore()
  await using one = await store.join()
  await using other = await store.join()
  const [here, there] = [createApi(one.url), createApi(other.url)]
  const walk = await walkToNewPassword(inTurns(here, there), messagesOfAll(one, other), 'alice')
  const done = await walk.submit('submit', newPassword(NEW_PASSWORD))
  expect(done.body.step?.kind).toBe('done')
  for (const api of [here, there]) {
    const seen = await api.call('GET', `/api/v1/flows/${walk.flow}`, { token: walk.token })
    expect(seen.body.step?.kind).toBe('done')
    expect(await signsIn(api, 'alice', NEW_PASSWORD)).toBe(true)
    expect(await signsIn(api, 'alice', SEEDED_PASSWORD)).toBe(false)
  }
  // A session of one is a session of the other.
  const body = { username: 'alice', password: NEW_PASSWORD }
  const session = await here.call('POST', '/api/v1/sessions', { body })
  const ended = await there.call('DELETE', '/api/v1/sessions/current', {
    ...(session.body.token !== undefined && { token: session.body.token }),
  })
  expect(ended.status).toBe(204)
})

test('of a thousand right codes sent to both at once, one is accepted', async () => {
  await using store = await openSharedStore()
  await using one = await store.join()
  await using other = await store.join()
  const apis = [createApi(one.url), createApi(other.url)] as const
  const walk = await startWalk(apis[0], 'alice')
  await walk.submit('submit', { authenticator: 'email' })
  const code = await codeFor(messagesOfAll(one, other), 'alice@corp.test')
  const body = { step: walk.step().id, action: 'submit', values: { code } }
  const path = `/api/v1/flows/${walk.flow}/submissions`
  const statuses: number[] = []
  const left = upTo(1_000)
  const worker = async () => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) {
      const api = next % 2 === 0 ? apis[0] : apis[1]
      const { status } = await api.call('POST', path, { body, token: walk.token })
      // A busy server asks some of them to come back: they do.
      if (status === 503) left.push(next)
      else statuses.push(status)
    }
  }
  await Promise.all(upTo(60).map(worker))
  expect(statuses).toHaveLength(1_000)
  expect(statuses.filter((status) => status === 200)).toHaveLength(1)
  expect(new Set(statuses)).toEqual(new Set([200, 409]))
  const passed = await store.ask("select seq from audit_event where activity = 'gate.passed'")
  expect(passed).toHaveLength(1)
  await expectNoGap(store)
})

test('a budget is one for both: three codes and no more, wherever they are asked for', async () => {
  await using store = await openSharedStore()
  await using one = await store.join()
  await using other = await store.join()
  const api = inTurns(createApi(one.url), createApi(other.url))
  for (const _ of upTo(6)) {
    const walk = await startWalk(api, 'bob')
    await walk.submit('submit', { authenticator: 'email' })
  }
  await nothingIsDue(store)
  const mails = (await messagesOfAll(one, other)()).filter(({ to }) => to === 'bob@corp.test')
  expect(mails).toHaveLength(3)
})

test('twenty people reset over both at once, each with one notice and an audit without a gap', async () => {
  await using store = await openSharedStore()
  await using one = await store.join({ LATCHKEY__TRIAL__PEOPLE: '20' })
  await using other = await store.join()
  const messages = messagesOfAll(one, other)
  const ends = await Promise.all(
    upTo(20).map(async (number) => {
      const name = `person-${String(number).padStart(4, '0')}`
      const from = { localAddress: `127.0.0.${10 + number}` }
      const api = inTurns(createApi(one.url, from), createApi(other.url, from))
      const walk = await walkToNewPassword(api, messages, name)
      return (await walk.submit('submit', newPassword(NEW_PASSWORD))).body.step?.kind
    }),
  )
  expect(ends).toEqual(Array(20).fill('done'))
  await nothingIsDue(store)
  const notices = (await messages()).filter(({ subject }) => subject.includes('was reset'))
  expect(notices.map(({ to }) => to).toSorted()).toEqual(
    upTo(20).map((number) => `person-${String(number).padStart(4, '0')}@corp.test`),
  )
  await expectNoGap(store)
})

test('of two resets of one person on two servers, one is done and the other overtaken', async () => {
  await using store = await openSharedStore()
  await using one = await store.join()
  await using other = await store.join()
  const messages = messagesOfAll(one, other)
  const apis = [createApi(one.url), createApi(other.url)]
  const walks = []
  for (const api of apis) walks.push(await walkToNewPassword(api, messages, 'alice'))
  const passwords = ['Copper-Lantern-1', 'Copper-Lantern-2']
  const answers = await Promise.all(
    walks.map((walk, at) => walk.submit('submit', newPassword(passwords[at] ?? ''))),
  )
  const kinds = answers.map(({ body }) => body.step?.kind)
  expect(kinds.toSorted()).toEqual(['done', 'stopped'])
  for (const [at, password] of passwords.entries())
    expect(await signsIn(apis[1 - at] ?? createApi(one.url), 'alice', password)).toBe(
      kinds[at] === 'done',
    )
})

test('a server killed inside a reset has it called unknown by another, and the living one finishes its own', async () => {
  await using store = await openSharedStore()
  await using dying = await store.join()
  await using living = await store.join()
  const messages = messagesOfAll(dying, living)
  const lost = await walkToNewPassword(createApi(dying.url), messages, 'alice')
  const kept = await walkToNewPassword(createApi(living.url), messages, 'bob')
  const hold = async (name: string) => {
    const client = await store.connect()
    await client.query('begin')
    await client.query('select 1 from embedded_entry where name = $1 for update', [name])
    return client
  }
  const [onAlice, onBob] = [await hold('alice'), await hold('bob')]
  const answers = [
    lost.submit('submit', newPassword(NEW_PASSWORD)).catch(() => undefined),
    kept.submit('submit', newPassword(NEW_PASSWORD)),
  ] as const
  await eventually('two writes under way', async () => {
    const intents = await store.ask("select seq from audit_event where outcome = 'intended'")
    return intents.length === 2 ? true : undefined
  })
  await dying.kill()
  expect(await answers[0]).toBeUndefined()
  await onAlice.end()
  // One more starts beside it: what is still claimed is nobody's to resolve.
  await using late = await store.join()
  expect(await store.ask("select seq from audit_event where outcome = 'unknown'")).toEqual([])
  await onBob.end()
  expect((await answers[1]).body.step?.kind).toBe('done')

  // As half a minute later: nobody renews the claim of the one that died.
  await store.ask("update principal set writer_until = 1 where name = 'alice'")
  await using resolving = await store.join()
  const unknown = await store.ask(
    "select target_name, flow, reason from audit_event where outcome = 'unknown'",
  )
  expect(unknown).toEqual([{ target_name: 'alice', flow: lost.flow, reason: 'outcome-lost' }])
  for (const server of [living, late, resolving]) {
    const path = `/api/v1/flows/${lost.flow}`
    const seen = await createApi(server.url).call('GET', path, { token: lost.token })
    expect(seen.body.step).toMatchObject({ kind: 'stopped', reason: 'outcome-unknown' })
  }
  const api = createApi(living.url)
  const held = [NEW_PASSWORD, SEEDED_PASSWORD].map((one) => signsIn(api, 'alice', one))
  expect((await Promise.all(held)).filter(Boolean)).toHaveLength(1)
  expect(await signsIn(api, 'bob', NEW_PASSWORD)).toBe(true)
  await expectNoGap(store)
})

test('a server that comes with keys of its own is refused', async () => {
  await using store = await openSharedStore()
  await using server = await store.join()
  const folder = newFolder()
  const env = { ...trialEnvironment(`${folder}/var`), LATCHKEY__STORE__URL: store.url }
  const without = await runProgram(['serve', '--dev'], { env })
  expect(without).toMatchObject({ code: 77 })
  expect(without.stderr).toContain('copy it from another server')
  // The right ring of another store.
  await using elsewhere = await openSharedStore()
  await using _ = await elsewhere.join()
  const keys = `${folder}/keys.json`
  writeFileSync(keys, readFileSync(elsewhere.keys), { mode: 0o600 })
  const wrong = await runProgram(['serve', '--dev'], {
    env: { ...env, LATCHKEY__KEYS__FILE: keys },
  })
  expect(wrong).toMatchObject({ code: 77 })
  expect(wrong.stderr).toContain('other keys')
  expect((await createApi(server.url).call('GET', '/readyz')).status).toBe(200)
  removeFolder(folder)
})
