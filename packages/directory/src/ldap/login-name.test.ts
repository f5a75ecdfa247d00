import { expect, test } from 'vitest'
import { readLoginName } from './login-name.ts'

test.each([
  ['alice', { name: 'alice' }],
  [' alice ', { name: 'alice' }],
  ['CORP\\alice', { name: 'alice', domain: 'CORP' }],
  ['alice@corp.test', { name: 'alice@corp.test' }],
  ['o’hara', { name: 'o’hara' }],
])('reads %s', (typed, read) => {
  expect(readLoginName(typed)).toEqual(read)
})

test.each([
  '',
  '   ',
  'CORP\\',
  '\\alice',
  'a\\b\\c',
  'alice\0',
  'al\nice',
  '\ud800',
  'a'.repeat(321),
])('finds no name in %j', (typed) => {
  expect(readLoginName(typed)).toBeUndefined()
})
