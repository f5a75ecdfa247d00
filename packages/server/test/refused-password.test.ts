import { describe, expect, test } from 'vitest'
import { NEW_PASSWORD, OLD_PASSWORD, signIn } from './api-client.ts'
import { auditTrail, inWords } from './audit-trail.ts'
import { openFixture } from './fixture.ts'
import { proveByMail, twice } from './walks.ts'

const BROKEN = [
  { because: 'it is short', password: 'Ab1-x', rule: 'min-length' },
  {
    because: 'it has two kinds of characters',
    password: 'onlyletters-here',
    rule: 'character-classes',
  },
  { because: 'it holds the name', password: 'Hello-Alice-42', rule: 'no-names' },
  { because: 'it was used before', password: OLD_PASSWORD, rule: 'history' },
] as const

describe('a new password is refused by the name of the rule', () => {
  for (const { because, password, rule } of BROKEN)
    test(`because ${because}`, async () => {
      await using fixture = await openFixture()
      const flow = await proveByMail(fixture, { username: 'alice' })
      expect(flow.step.rules?.every(({ state }) => state === 'open')).toBe(true)
      const refused = await flow.submit(twice(password))
      expect(refused).toMatchObject({ kind: 'new-password', refusal: { code: 'password-refused' } })
      const broken = refused.rules?.filter(({ state }) => state === 'broken')
      expect(broken?.map(({ code }) => code)).toEqual([rule])
      expect((await flow.submit(twice(NEW_PASSWORD))).kind).toBe('done')
    })

  test('in the words of the person’s language', async () => {
    await using fixture = await openFixture()
    const english = await proveByMail(fixture, { username: 'alice', locale: 'en' })
    const french = await proveByMail(fixture, { username: 'bob', locale: 'fr' })
    const say = async (flow: typeof english) => {
      const { refusal, rules } = await flow.submit(twice(OLD_PASSWORD))
      return [refusal?.text, rules?.find(({ code }) => code === 'history')?.text]
    }
    expect(await say(english)).toEqual([
      'That password can’t be used. The list below says what it needs; your organisation may forbid some words too.',
      'Not one of your last 5 passwords',
    ])
    const [refusal, rule] = await say(french)
    expect(refusal).toMatch(/^Ce mot de passe/)
    expect(rule).toContain('5')
    expect(rule).toMatch(/derniers/)
  })

  test('and the audit says that the directory refused it', async () => {
    await using fixture = await openFixture()
    const flow = await proveByMail(fixture, { username: 'alice' })
    await flow.submit(twice(OLD_PASSWORD))
    expect(inWords(await auditTrail(fixture, flow.id)).slice(-2)).toEqual([
      'password.write-intended intended',
      'password.reset failed password-refused',
    ])
  })
})

describe('a new password is not looked at', () => {
  test('when the two are not the same', async () => {
    await using fixture = await openFixture()
    const flow = await proveByMail(fixture, { username: 'alice' })
    const values = { password: NEW_PASSWORD, 'password-again': `${NEW_PASSWORD}!` }
    expect((await flow.submit(values)).refusal?.code).toBe('passwords-differ')
    expect((await signIn(fixture, 'alice', NEW_PASSWORD)).status).toBe(401)
  })

  test('when there is none', async () => {
    await using fixture = await openFixture()
    const flow = await proveByMail(fixture, { username: 'alice' })
    expect((await flow.submit({})).refusal?.code).toBe('password-missing')
  })
})

test('twenty refused passwords end the flow', async () => {
  await using fixture = await openFixture()
  const flow = await proveByMail(fixture, { username: 'alice' })
  for (let round = 0; round < 19; round += 1) await flow.submit(twice(`short-${round}`))
  expect(flow.step.kind).toBe('new-password')
  expect(await flow.submit(twice('short'))).toMatchObject({
    kind: 'stopped',
    reason: 'too-many-attempts',
  })
})
