import { expect, test } from 'vitest'
import { textOfSid } from './sid.ts'

test('a SID is written part by part', () => {
  const bytes = Buffer.from('0105000000000005150000000a0000000b0000000c000000f4010000', 'hex')
  expect(textOfSid(bytes)).toBe('S-1-5-21-10-11-12-500')
})
