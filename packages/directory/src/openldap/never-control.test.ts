import { BerWriter } from 'ldapts'
import { expect, test } from 'vitest'
import { NeverControl } from './never-control.ts'

test('the control is critical, and asserts what no entry meets', () => {
  const writer = new BerWriter()
  new NeverControl().write(writer)
  const type = Buffer.from('1.3.6.1.1.12').toString('hex')
  const present = Buffer.from('objectClass').toString('hex')
  expect(writer.buffer.toString('hex')).toBe(
    // SEQUENCE { type, TRUE, OCTET STRING { not { present } } }
    ['3022', `040c${type}`, '0101ff', '040f', 'a20d', `870b${present}`].join(''),
  )
})
