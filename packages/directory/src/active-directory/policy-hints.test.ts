import { BerWriter } from 'ldapts'
import { expect, test } from 'vitest'
import { policyHints } from './policy-hints.ts'

const CURRENT = '1.2.840.113556.1.4.2239'
const DEPRECATED = '1.2.840.113556.1.4.2066'

test.each([
  [[DEPRECATED, CURRENT], CURRENT],
  [[CURRENT], CURRENT],
  [[DEPRECATED], DEPRECATED],
])('of %j the control %s is taken', (listed, type) => {
  expect(policyHints(listed)?.type).toBe(type)
})

test('where none is listed there is none', () => {
  expect(policyHints(['1.2.840.113556.1.4.319'])).toBeUndefined()
})

test('the control is critical, and its value a sequence of the one flag', () => {
  const writer = new BerWriter()
  policyHints([CURRENT])?.write(writer)
  const type = Buffer.from(CURRENT).toString('hex')
  expect(writer.buffer.toString('hex')).toBe(`30230417${type}0101ff04053003020101`)
})
