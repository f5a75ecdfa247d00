import { describe, expect, test } from 'vitest'
import { StartFlow, StartSession, Submission } from './messages.ts'

const accepts = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown) =>
  schema.safeParse(value).success

describe('the start of a flow', () => {
  const start = { purpose: 'reset', client: { kind: 'api' } }

  test('needs a purpose and a client, and may name the person', () => {
    expect(accepts(StartFlow, start)).toBe(true)
    expect(accepts(StartFlow, { ...start, username: 'alice', locale: 'fr' })).toBe(true)
  })

  test.each([
    ['an unknown purpose', { ...start, purpose: 'enrol' }],
    ['an unknown member', { ...start, isAdministrator: true }],
    ['no client', { purpose: 'reset' }],
    ['an unknown kind of client', { ...start, client: { kind: 'telephone' } }],
    ['a language that there is not', { ...start, locale: 'tlh' }],
    ['a name that is no text', { ...start, username: 1 }],
    ['a name that is too long', { ...start, username: 'a'.repeat(257) }],
    ['a name with NUL', { ...start, username: 'al\0ice' }],
    ['a name with half a character', { ...start, username: 'al\ud800ice' }],
  ])('is refused with %s', (_, value) => {
    expect(accepts(StartFlow, value)).toBe(false)
  })

  test.each(['6.1.7601', '10.0.26100', '10.0.20348-server'])('takes %s as a version', (os) => {
    expect(accepts(StartFlow, { ...start, client: { kind: 'windows-logon', os } })).toBe(true)
  })

  test.each(['Windows 11', '10.0', '10.0.26100-', ''])('takes no %j as a version', (os) => {
    expect(accepts(StartFlow, { ...start, client: { kind: 'windows-logon', os } })).toBe(false)
  })
})

describe('a submission', () => {
  const submission = { step: 'stp_1', action: 'submit', values: { code: '123456' } }

  test('names a step, an action and values', () => {
    expect(accepts(Submission, submission)).toBe(true)
    expect(accepts(Submission, { ...submission, action: 'resend', values: {} })).toBe(true)
  })

  test.each([
    ['an unknown action', { ...submission, action: 'skip' }],
    ['an unknown field', { ...submission, values: { pin: '1' } }],
    ['no values', { step: 'stp_1', action: 'submit' }],
    ['a value that is no text', { ...submission, values: { code: 123456 } }],
    ['a value that is too long', { ...submission, values: { password: 'a'.repeat(1025) } }],
    ['a value with NUL', { ...submission, values: { password: 'a\0' } }],
  ])('is refused with %s', (_, value) => {
    expect(accepts(Submission, value)).toBe(false)
  })
})

describe('a sign-in', () => {
  test('needs a name and a password', () => {
    expect(accepts(StartSession, { username: 'alice', password: 'x' })).toBe(true)
    expect(accepts(StartSession, { username: 'alice' })).toBe(false)
  })

  test('is refused with a password of half a character', () => {
    expect(accepts(StartSession, { username: 'alice', password: '\udc00' })).toBe(false)
  })
})
