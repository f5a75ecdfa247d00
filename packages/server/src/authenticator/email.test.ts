import { expect, test } from 'vitest'
import { createEmail, maskAddress } from './email.ts'
import { describeSentCode } from './sent-code.contract.ts'

describeSentCode('e-mail', 'email', {
  create: createEmail,
  addressOf: (count) => `person-${count}@corp.test`,
})

test.each([
  ['alice@corp.test', 'a•••@c•••.test'],
  ['é@x.example.org', 'é•••@x•••.org'],
  ['a@localhost', 'a•••@l•••'],
])('masks %s as %s', (address, masked) => {
  expect(maskAddress(address)).toBe(masked)
})
