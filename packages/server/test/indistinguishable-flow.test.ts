import { FlowStarted } from '@latchkey/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addEverybody, NAMES, OTHERS, type Seen, type Watch, watcher } from './alike.ts'
import { apiFlow, send, startBody, stepIn, type Values } from './api-client.ts'
import { type Fixture, MINUTE, openFixture } from './fixture.ts'
import { wrongCode } from './messages.ts'

/** Everything that can be done about a name without a proof, in one order. */
async function walk(fixture: Fixture, username: string): Promise<Seen[]> {
  const { seen, watch } = watcher(fixture, username)
  // The outbox takes the store's time from the claimant's next request.
  const drain = async () => void seen.push(await sendingOf(fixture))
  const first = await begin(fixture, username, watch)
  await watch('look', first.get)
  await first.submit('choose e-mail', { authenticator: 'email' })
  await drain()
  await watch('look at the challenge', first.get)
  await first.submit('a malformed code', { code: '12' })
  await first.submit('a wrong code', { code: wrongCode() })
  await first.submit('resend too early', {}, 'resend')
  fixture.clock.advance(MINUTE)
  await first.submit('resend', {}, 'resend')
  await drain()
  await first.submit('a wrong code again', { code: wrongCode() })
  await first.submit('another way', {}, 'other-authenticator')
  await first.submit('choose the app', { authenticator: 'totp' })
  await drain()
  await first.submit('resend what is not sent', {}, 'resend')
  await first.submit('a wrong app code', { code: wrongCode() })
  await first.submit('another way again', {}, 'other-authenticator')
  await first.submit('choose the phone', { authenticator: 'sms' })
  await drain()
  await first.submit('a wrong code of a text message', { code: wrongCode() })
  fixture.clock.advance(6 * MINUTE)
  await first.submit('another way late', {}, 'other-authenticator')
  await first.submit('choose e-mail again', { authenticator: 'email' })
  await drain()
  await first.submit('the last wrong code', { code: wrongCode() })
  await watch('look at the end', first.get)
  await begin(fixture, username, watch)
  return seen
}

// What is looked up and kept of flow and person; messages and their budgets are somebody's or nobody's.
async function sendingOf(fixture: Fixture): Promise<Seen> {
  const { ran } = await fixture.statementsOf(() => fixture.drain())
  const statements = ran.filter((one) =>
    /(from|into|update) "(flow|principal|embedded_entry|permission)"/.test(one),
  )
  return { what: 'the sending', status: 200, headers: {}, body: '', statements }
}

async function begin(fixture: Fixture, username: string, watch: Watch) {
  const body = startBody({ username })
  const answer = await watch('begin', () =>
    send(fixture, { method: 'POST', url: '/api/v1/flows', body }),
  )
  const flow = apiFlow(fixture, FlowStarted.parse(JSON.parse(answer.body)))
  let { step } = flow
  return {
    get: flow.get,
    submit: async (
      what: string,
      values: Values,
      action: 'submit' | 'resend' | 'other-authenticator' = 'submit',
    ) => {
      const submitted = await watch(what, () => flow.trySubmit(values, { action, step: step.id }))
      step = stepIn(submitted)
    },
  }
}

describe('before a proof, a flow is the same as for a known person', () => {
  let fixture: Fixture
  let known: Seen[]
  beforeAll(async () => {
    fixture = await openFixture()
    await addEverybody(fixture)
    known = await walk(fixture, NAMES.known)
  })
  afterAll(() => fixture[Symbol.asyncDispose]())

  test('which goes to the very end of the walk', () => {
    expect(known.map(({ status }) => status)).toEqual([201, ...Array(24).fill(200), 201])
    expect(known.every(({ statements }) => statements.length > 0)).toBe(true)
    expect(known.flatMap(({ statements }) => statements).join()).toContain('set "addressees"')
    expect(known.at(-2)?.body).toContain('"reason":"too-many-attempts"')
    expect(known.at(-1)?.body).toContain('"kind":"stopped"')
  })

  for (const [who, name] of OTHERS)
    test(`for a name that is ${who}: bytes, headers and statements`, async () => {
      expect(await walk(fixture, name)).toEqual(known)
    })

  test('for a name of a domain that nobody has', async () => {
    const seen = await walk(fixture, 'q\\none')
    expect(seen.map(({ statements }) => statements)).toEqual(
      known.map(({ statements }) => statements),
    )
  })
})
