import { expect, test } from 'vitest'
import { guidOfId, idOfGuid } from './object-guid.ts'

// MS-DTYP 2.3.4.2: the first three fields are stored with their lowest byte first.
const BYTES = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex')
const ID = '03020100-0504-0706-0809-0a0b0c0d0e0f'

test('a GUID is written as Windows writes it', () => {
  expect(idOfGuid(BYTES)).toBe(ID)
})

test('what was written is read back to the same bytes', () => {
  expect(guidOfId(ID)).toEqual(BYTES)
})

test.each(['', '*', ID.toUpperCase(), `${ID} `, `{${ID}}`, ID.slice(1), ID.replaceAll('-', '')])(
  '%j is no id',
  (id) => {
    expect(guidOfId(id)).toBeUndefined()
  },
)
