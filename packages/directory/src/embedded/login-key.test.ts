import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldName } from './login-key.ts'

describe('foldName', () => {
  test.each([
    ['Alice', 'alice'],
    ['  alice\t', 'alice'],
    ['\u00a0alice\u3000', 'alice'],
    ['CORP\\Alice', 'alice'],
    ['corp.test\\ alice', 'alice'],
    ['ａｌｉｃｅ', 'alice'],
    ['STRAẞE', 'straße'],
    ['E\u0301ric', 'éric'],
    ['CORP\\', ''],
    [' ', ''],
  ])('makes of %j %j', (typed, folded) => {
    expect(foldName(typed)).toBe(folded)
  })

  test('changes nothing that is folded already', () => {
    const text = fc.string({ unit: 'binary' })
    fc.assert(fc.property(text, (name) => foldName(foldName(name)) === foldName(name)))
  })
})
