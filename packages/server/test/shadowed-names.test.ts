import type { Directory } from '@latchkey/directory'
import { describe, expect, test } from 'vitest'
import { NEW_PASSWORD, OLD_PASSWORD, signIn } from './api-client.ts'
import { MINUTE, openFixture, type Wishes } from './fixture.ts'
import { inbox, mailedCode, mailedCodes } from './messages.ts'
import { STRANGER, south } from './south.ts'
import { askByMail, proveByMail, twice } from './walks.ts'

/** An earlier directory, whose mallory goes by alice's name while `shadows` says so. */
function shadowing(state: { shadows: boolean }, matched?: 'mail'): Wishes {
  const mallory = {
    ...STRANGER,
    name: 'mallory',
    mail: 'mallory@south.example',
    ...(matched && { matched }),
  }
  const directory = south({
    find: async (by) =>
      ('id' in by ? by.id === mallory.id : state.shadows && by.name === 'alice')
        ? mallory
        : undefined,
  })
  return {
    policy: { directoryAddresses: 'trust' },
    directories: (own) => [directory, ...own],
  }
}

const takingEveryCode: Wishes['wrap'] = ({ deps }) => {
  const { email, ...others } = deps.authenticators
  const judge: typeof email.judge = ({ bindings: [binding] }) =>
    binding ? { verdict: 'right', binding: binding.id } : { verdict: 'wrong' }
  return { authenticators: { email: { ...email, judge }, ...others } }
}

describe('a code', () => {
  test('that was sent while the name meant somebody else proves nobody', async () => {
    const state = { shadows: true }
    await using fixture = await openFixture(shadowing(state))
    const flow = await askByMail(fixture, { username: 'alice' })
    const code = await mailedCode(fixture, 'mallory@south.example')
    state.shadows = false
    const step = await flow.submit({ code })
    expect([step.kind, step.refusal?.code]).toEqual(['answer-challenge', 'code-not-accepted'])
    expect((await signIn(fixture, 'alice', OLD_PASSWORD)).status).toBe(201)
  })

  test('that was sent to the person proves nobody whom the name means later', async () => {
    const state = { shadows: false }
    await using fixture = await openFixture(shadowing(state))
    const flow = await askByMail(fixture, { username: 'alice' })
    const code = await mailedCode(fixture, 'alice')
    state.shadows = true
    expect((await flow.submit({ code })).refusal?.code).toBe('code-not-accepted')
  })

  test('that was sent anew to the right one is good, and the earlier one is not', async () => {
    const state = { shadows: true }
    await using fixture = await openFixture(shadowing(state))
    const flow = await askByMail(fixture, { username: 'alice' })
    await mailedCode(fixture, 'mallory@south.example')
    state.shadows = false
    fixture.clock.advance(MINUTE)
    await flow.submit({}, { action: 'resend' })
    const [code = ''] = await mailedCodes(fixture, 'alice')
    expect((await flow.submit({ code })).kind).toBe('new-password')
  })

  test('that was not sent yet proves nothing, however it was guessed', async () => {
    await using fixture = await openFixture({ wrap: takingEveryCode })
    const flow = await askByMail(fixture, { username: 'alice' })
    expect((await flow.submit({ code: '123456' })).refusal?.code).toBe('code-not-accepted')
    await fixture.drain()
    expect((await flow.submit({ code: '123456' })).kind).toBe('new-password')
  })
})

describe('an address in an earlier directory', () => {
  test('does not shadow the name of an account in a later one', async () => {
    await using fixture = await openFixture(shadowing({ shadows: true }, 'mail'))
    const flow = await proveByMail(fixture, { username: 'alice' })
    expect((await flow.submit(twice(NEW_PASSWORD))).kind).toBe('done')
    expect(await inbox(fixture, 'mallory@south.example')).toHaveLength(0)
    expect((await signIn(fixture, 'alice', NEW_PASSWORD)).status).toBe(201)
  })

  test('is found where no directory has an account of that name', async () => {
    const asked: string[] = []
    const directory: Directory = south({
      find: async (by) => {
        if ('name' in by) asked.push(by.name)
        return { ...STRANGER, name: 'zoe', mail: 'zoe@south.example', matched: 'mail' }
      },
    })
    await using fixture = await openFixture({
      policy: { directoryAddresses: 'trust' },
      directories: (own) => [directory, ...own],
    })
    await askByMail(fixture, { username: 'zoe.mail@south.example' })
    expect(await inbox(fixture, 'zoe@south.example')).toHaveLength(1)
    expect(asked).not.toHaveLength(0)
  })
})
