import { FlowStarted } from '@latchkey/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addEverybody, NAMES, OTHERS, type Seen, watcher } from './alike.ts'
import { apiFlow, send, startBody, stepIn, type Values } from './api-client.ts'
import { type Fixture, MINUTE, openFixture } from './fixture.ts'
import { NO_CODE, NO_PASS, passFor } from './long-codes.ts'
import { addSomebody } from './people.ts'

const CODES = Array.from({ length: 10 }, (_, at) => `7K0Q-1XZ2-M9AB-3CD${at}`)

/** All that can be done with codes and passes about a name, without a right one. */
async function walk(fixture: Fixture, username: string): Promise<Seen[]> {
  const { seen, watch } = watcher(fixture, username)
  const body = startBody({ username })
  const begun = await watch('begin', () =>
    send(fixture, { method: 'POST', url: '/api/v1/flows', body }),
  )
  const flow = apiFlow(fixture, FlowStarted.parse(JSON.parse(begun.body)))
  let { step } = flow
  const submit = async (what: string, values: Values, action: 'submit' | 'other-authenticator') => {
    step = stepIn(await watch(what, () => flow.trySubmit(values, { action, step: step.id })))
  }
  for (const [authenticator, code] of [
    ['recovery-code', NO_CODE],
    ['helpdesk-pass', NO_PASS],
  ] as const) {
    await submit(`choose ${authenticator}`, { authenticator }, 'submit')
    await fixture.drain()
    await watch('look', flow.get)
    await submit('a malformed one', { code: '12' }, 'submit')
    await submit('a wrong one', { code }, 'submit')
    fixture.clock.advance(4 * MINUTE)
    await submit('a wrong one late', { code }, 'submit')
    await submit('another way', {}, 'other-authenticator')
  }
  return seen
}

describe('before a proof, codes and passes are judged as for a person who has both', () => {
  let fixture: Fixture
  let known: Seen[]
  beforeAll(async () => {
    fixture = await openFixture()
    await addEverybody(fixture)
    // As long as the others, and with all that there is.
    await addSomebody(fixture, { name: 'p-full', recoveryCodes: CODES })
    await passFor(fixture, 'p-full')
    known = await walk(fixture, 'p-full')
  })
  afterAll(() => fixture[Symbol.asyncDispose]())

  test('which goes through both kinds', () => {
    expect(known.map(({ status }) => status)).toEqual([201, ...Array(12).fill(200)])
    expect(known.at(-2)?.body).toContain('"code-not-accepted"')
  })

  for (const [who, name] of [...OTHERS, ['with an app', NAMES.known] as const])
    test(`for a name that is ${who}: bytes, headers and statements`, async () => {
      expect(await walk(fixture, name)).toEqual(known)
    })
})
