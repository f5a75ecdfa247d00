import { type CompoundFile, readCompoundFile } from './compound-file.ts'
import { writeCompoundFile } from './compound-file-writer.ts'
import {
  type MsiStrings,
  numberBytes,
  readStrings,
  textOf,
  withoutText,
  withText,
  writeStrings,
} from './msi-strings.ts'
import { withPackageCode } from './package-code.ts'
import { PackageRefused } from './package-refused.ts'

const POOL = tableStream('_StringPool')
const DATA = tableStream('_StringData')
const PROPERTY = tableStream('Property')
const SIGNATURES = ['\u0005DigitalSignature', '\u0005MsiDigitalSignatureEx']

type Row = { readonly name: number; readonly value: number }

/**
 * The package with one property set and, where that changed it, a package code of its own. Everything else is
 * as it was, the product code too: it is the same product in the same version. Refuses a signed package, whose
 * signature would no longer hold.
 */
export function setMsiProperty(msi: Buffer, name: string, value: string): Buffer {
  const file = readCompoundFile(msi)
  if (file.entries.some((entry) => SIGNATURES.includes(entry.name)))
    throw new PackageRefused('it is signed already: take it as it was before it was signed')
  const strings = readStrings(contentOf(file, POOL), contentOf(file, DATA))
  const rows = readRows(contentOf(file, PROPERTY), strings)
  if (heldValue(strings, rows, name) === value) return msi
  const set = setProperty(strings, rows, { name, value })
  const { pool, data } = writeStrings(set.strings)
  const contents = new Map([
    [POOL, pool],
    [DATA, data],
    [PROPERTY, writeRows(set.rows, set.strings)],
  ])
  const entries = file.entries.map((entry) => ({
    ...entry,
    content: contents.get(entry.name) ?? entry.content,
  }))
  return writeCompoundFile(withPackageCode({ entries }))
}

function heldValue(strings: MsiStrings, rows: readonly Row[], name: string): string | undefined {
  const known = rows.find((row) => textOf(strings, row.name) === name)
  return known && textOf(strings, known.value)
}

function contentOf({ entries }: CompoundFile, stream: string): Buffer {
  const entry = entries.find(({ name, kind }) => name === stream && kind === 'stream')
  if (!entry) throw new PackageRefused('it is not an installer package')
  return entry.content
}

function setProperty(
  strings: MsiStrings,
  rows: readonly Row[],
  { name, value }: { readonly name: string; readonly value: string },
): { readonly strings: MsiStrings; readonly rows: readonly Row[] } {
  const known = rows.find((row) => textOf(strings, row.name) === name)
  const freed = known ? withoutText(strings, known.value) : strings
  const valued = withText(freed, value)
  if (known) {
    const changed = rows.map((row) => (row === known ? { ...row, value: valued.number } : row))
    return { strings: valued.strings, rows: changed }
  }
  const named = withText(valued.strings, name)
  const added = [...rows, { name: named.number, value: valued.number }]
  // Rows lie in the order of their keys' numbers.
  return { strings: named.strings, rows: added.toSorted((one, other) => one.name - other.name) }
}

// A table lies column by column: all names first, then all values.
function readRows(table: Buffer, strings: MsiStrings): Row[] {
  const size = numberBytes(strings)
  const count = table.length / (2 * size)
  if (!Number.isInteger(count)) throw new PackageRefused('its table of properties is damaged')
  return Array.from({ length: count }, (_, at) => ({
    name: table.readUIntLE(at * size, size),
    value: table.readUIntLE((count + at) * size, size),
  }))
}

function writeRows(rows: readonly Row[], strings: MsiStrings): Buffer {
  const size = numberBytes(strings)
  const table = Buffer.alloc(rows.length * 2 * size)
  rows.forEach(({ name, value }, at) => {
    table.writeUIntLE(name, at * size, size)
    table.writeUIntLE(value, (rows.length + at) * size, size)
  })
  return table
}

/**
 * How a table's stream is named: a mark, then two characters of 64 in one code unit, so that 62 of them fit
 * into the 31 that a compound file allows.
 */
function tableStream(table: string): string {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._'
  const digits = [...table].map((character) => alphabet.indexOf(character))
  const units = [0x4840]
  for (let at = 0; at < digits.length; at += 2) {
    const low = digits[at] ?? 0
    const high = digits[at + 1]
    units.push(high === undefined ? 0x4800 + low : 0x3800 + low + (high << 6))
  }
  return String.fromCharCode(...units)
}
