import { Step } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { apiFlow, NEW_PASSWORD, OLD_PASSWORD, problemIn, signIn } from './api-client.ts'
import { auditTrail, inWords } from './audit-trail.ts'
import { type Fixture, MINUTE, openFixture } from './fixture.ts'
import { inbox } from './messages.ts'
import { addSomebody } from './people.ts'
import { twice } from './walks.ts'

describe('a person whose password has to be changed', () => {
  test('is led from the sign-in to a new password, and signs in with that', async () => {
    await using fixture = await openFixture()
    await addSomebody(fixture, { name: 'mona', mustChange: true })
    const flow = await signInToChange(fixture)
    expect(flow.step.kind).toBe('new-password')
    expect((await flow.submit(twice(NEW_PASSWORD))).kind).toBe('done')
    expect((await signIn(fixture, 'mona', NEW_PASSWORD)).status).toBe(201)
    expect((await signIn(fixture, 'mona', OLD_PASSWORD)).status).toBe(401)
    expect((await inbox(fixture, 'mona'))[0]?.subject).toBe('Your password was changed')
    expect(inWords(await auditTrail(fixture, flow.id))).toEqual([
      'session.refused failed must-change',
      'flow.started succeeded',
      'password.write-intended intended',
      'password.changed succeeded',
      'notice.sent contacted',
    ])
  })

  test('is not led anywhere by a wrong password', async () => {
    await using fixture = await openFixture()
    await addSomebody(fixture, { name: 'mona', mustChange: true })
    const refused = await signIn(fixture, 'mona', 'Wrong-Passw0rd-1!')
    expect(problemIn(refused)).toMatchObject({ status: 401, kind: 'not-signed-in' })
  })

  test('may not take the old password again', async () => {
    await using fixture = await openFixture()
    await addSomebody(fixture, { name: 'mona', mustChange: true })
    const flow = await signInToChange(fixture)
    const refused = await flow.submit(twice(OLD_PASSWORD))
    expect(refused.refusal?.code).toBe('password-refused')
    expect(refused.rules?.find(({ code }) => code === 'history')?.state).toBe('broken')
    expect((await flow.submit(twice(NEW_PASSWORD))).kind).toBe('done')
  })

  test('gives the password once more after five minutes away', async () => {
    await using fixture = await openFixture()
    await addSomebody(fixture, { name: 'mona', mustChange: true })
    const flow = await signInToChange(fixture)
    fixture.clock.advance(5 * MINUTE)
    const back = await flow.submit(twice(NEW_PASSWORD))
    expect(back).toMatchObject({ kind: 'answer-challenge', refusal: { code: 'gate-taken-back' } })
    expect(back.fields[0]?.name).toBe('answer')
    await flow.submit({ answer: OLD_PASSWORD })
    expect((await flow.submit(twice(NEW_PASSWORD))).kind).toBe('done')
  })
})

async function signInToChange(fixture: Fixture) {
  const problem = problemIn(await signIn(fixture, 'mona', OLD_PASSWORD))
  expect(problem).toMatchObject({ status: 403, kind: 'must-change' })
  const { flow = '', token = '', step } = problem
  return apiFlow(fixture, { flow, token, step: Step.parse(step) })
}
