import { Secret } from '@latchkey/protocol'
import { expect, test } from 'vitest'
import { isBindable } from './bindable.ts'

test.each(['a', ' ', 'ß💡"\\,', '\u0001'])('%j may reach a bind', (password) => {
  expect(isBindable(new Secret(password))).toBe(true)
})

test.each(['', '\0', 'right\0', '\ud800', 'a\udc00'])('%j may not', (password) => {
  expect(isBindable(new Secret(password))).toBe(false)
})
