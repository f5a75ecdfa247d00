import type { EntryId } from '../directory.ts'

// MS-DTYP 2.3.4.2: the first three fields are little-endian, the last two are as they are read.
const ORDER = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]
const FORM = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/

/** The id of an entry: its GUID as Windows writes it, which no renaming and no move changes. */
export function idOfGuid(guid: Buffer): EntryId {
  const hex = ORDER.map((index) => guid.subarray(index, index + 1).toString('hex')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** The bytes that a filter compares; nothing for what is no id of this directory. */
export function guidOfId(id: EntryId): Buffer | undefined {
  if (!FORM.test(id)) return
  const read = Buffer.from(id.replaceAll('-', ''), 'hex')
  return Buffer.from(ORDER.map((index) => read.readUInt8(index)))
}
