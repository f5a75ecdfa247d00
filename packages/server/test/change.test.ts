import { Secret } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { NEW_PASSWORD, OLD_PASSWORD, signIn, startFlow } from './api-client.ts'
import { openFixture } from './fixture.ts'
import { twice } from './walks.ts'

describe('a change with the current password', () => {
  test('asks for it, and takes a new one', async () => {
    await using fixture = await openFixture()
    const flow = await startFlow(fixture, { username: 'bob', purpose: 'change' })
    expect(flow.step.fields.map(({ name }) => name)).toEqual(['answer'])
    expect((await flow.submit({ answer: OLD_PASSWORD })).kind).toBe('new-password')
    expect((await flow.submit(twice(NEW_PASSWORD))).kind).toBe('done')
    expect((await signIn(fixture, 'bob', NEW_PASSWORD)).status).toBe(201)
    expect((await signIn(fixture, 'bob', OLD_PASSWORD)).status).toBe(401)
  })

  test('goes no further with a wrong one, and stops after five', async () => {
    await using fixture = await openFixture()
    const flow = await startFlow(fixture, { username: 'bob', purpose: 'change' })
    for (let round = 0; round < 4; round += 1)
      expect((await flow.submit({ answer: 'wrong' })).refusal?.code).toBe('password-not-accepted')
    expect(await flow.submit({ answer: 'wrong' })).toMatchObject({
      kind: 'stopped',
      reason: 'too-many-attempts',
    })
  })

  test('looks the same for somebody who does not exist', async () => {
    await using fixture = await openFixture()
    const flow = await startFlow(fixture, { username: 'nobody', purpose: 'change' })
    expect((await flow.submit({ answer: OLD_PASSWORD })).refusal?.code).toBe(
      'password-not-accepted',
    )
  })

  test('writes nothing when the current password was changed meanwhile', async () => {
    await using fixture = await openFixture()
    const flow = await startFlow(fixture, { username: 'bob', purpose: 'change' })
    await flow.submit({ answer: OLD_PASSWORD })
    const { house } = fixture
    const [directory] = house.deps.directories
    const entry = await directory?.find({ name: 'bob' })

    await directory?.setPassword(entry?.id ?? '', { password: new Secret('Elsewhere-Set-77') })
    expect(await flow.submit(twice(NEW_PASSWORD))).toMatchObject({
      kind: 'stopped',
      reason: 'not-possible',
    })
    expect((await signIn(fixture, 'bob', 'Elsewhere-Set-77')).status).toBe(201)
  })
})
