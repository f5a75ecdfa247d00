import { expect, test } from 'vitest'
import { isOwnMail, mayBeGate } from './own-mail.ts'

const OWN = { ownMailDomains: ['Corp.test'], ownMailCounts: false }
const email = (value: string) => ({ kind: 'email', value }) as const

test.each([
  'bob@corp.test',
  'bob@CORP.TEST',
  'bob@mail.corp.test',
  'bob@corp.test.',
  '"a@home.test"@corp.test',
])('%s is the organisation’s own', (address) => {
  expect(isOwnMail(OWN, address)).toBe(true)
})

test.each(['bob@home.test', 'bob@notcorp.test', 'bob@corp.test.home.test'])(
  '%s is not',
  (address) => {
    expect(isOwnMail(OWN, address)).toBe(false)
  },
)

test('no address is, where no domain is named', () => {
  expect(isOwnMail({ ownMailDomains: [] }, 'bob@corp.test')).toBe(false)
})

test('an own address is a gate only where policy says so; an app always may be', () => {
  expect(mayBeGate(OWN, email('bob@corp.test'))).toBe(false)
  expect(mayBeGate(OWN, email('bob@home.test'))).toBe(true)
  expect(mayBeGate({ ...OWN, ownMailCounts: true }, email('bob@corp.test'))).toBe(true)
  expect(mayBeGate(OWN, { kind: 'totp', value: 'x@corp.test' })).toBe(true)
})
