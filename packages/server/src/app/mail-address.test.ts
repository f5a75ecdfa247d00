import { expect, test } from 'vitest'
import { mailAddressIn } from './mail-address.ts'

test.each([
  ['alice@corp.test', 'alice@corp.test'],
  ['  Alice.B+reset@Corp.TEST ', 'Alice.B+reset@corp.test'],
  ["o'neil@sub.corp.test", "o'neil@sub.corp.test"],
  ['élodie@bücher.test', 'élodie@xn--bcher-kva.test'],
])('takes %j as %j', (typed, address) => {
  expect(mailAddressIn(typed)).toBe(address)
})

test.each([
  '',
  '@',
  'alice',
  'alice@',
  '@corp.test',
  'alice@corp',
  'alice@@corp.test',
  'alice@corp..test',
  '.alice@corp.test',
  'alice.@corp.test',
  'al..ice@corp.test',
  'Alice <alice@corp.test>',
  '"a b"@corp.test',
  'alice@corp.test,mallory@evil.test',
  'alice@corp.test;mallory@evil.test',
  'alice@corp.test\r\nBcc: mallory@evil.test',
  'alice\u0000@corp.test',
  'al\u202eice@corp.test',
  'alice@[192.0.2.1]',
  'alice@192.0.2.1',
  'alice@-corp.test',
  'alice@corp_x.test',
  `${'a'.repeat(65)}@corp.test`,
  `alice@${'a'.repeat(64)}.test`,
  `alice@${`${'a'.repeat(60)}.`.repeat(5)}test`,
])('takes %j as no address', (typed) => {
  expect(mailAddressIn(typed)).toBeUndefined()
})
