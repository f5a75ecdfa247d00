import { PackageRefused } from './package-refused.ts'

/**
 * The strings of an installer's database. Tables hold their numbers, from 1 on; 0 is nothing. `_StringPool`
 * says how long each is and how often it is used, `_StringData` holds them one after the other.
 */
export type MsiStrings = {
  /** Code page, and whether numbers take three bytes. */
  readonly head: number
  readonly strings: readonly MsiString[]
}

type MsiString = { readonly text: Buffer; readonly uses: number }

const WIDE = 0x80000000
const MOST_USES = 0xffff

export function readStrings(pool: Buffer, data: Buffer): MsiStrings {
  if (pool.length < 4) throw damaged()
  let at = 0
  const strings: MsiString[] = []
  for (let place = 4; place + 4 <= pool.length; place += 4) {
    const length = pool.readUInt16LE(place)
    const uses = pool.readUInt16LE(place + 2)
    // A string of more than 64 KiB is written over two places; no package of ours has one.
    if (length === 0 && uses > 0) throw new PackageRefused('it holds a text of more than 64 KiB')
    if (at + length > data.length) throw damaged()
    strings.push({ text: data.subarray(at, at + length), uses })
    at += length
  }
  return { head: pool.readUInt32LE(0), strings }
}

export function writeStrings({ head, strings }: MsiStrings): { pool: Buffer; data: Buffer } {
  const pool = Buffer.alloc(4 + strings.length * 4)
  pool.writeUInt32LE(head, 0)
  strings.forEach(({ text, uses }, at) => {
    pool.writeUInt16LE(text.length, 4 + at * 4)
    pool.writeUInt16LE(uses, 6 + at * 4)
  })
  return { pool, data: Buffer.concat(strings.map(({ text }) => text)) }
}

/** How many bytes a string's number takes in a table. */
export function numberBytes({ head }: MsiStrings): 2 | 3 {
  return (head & WIDE) === 0 ? 2 : 3
}

export function textOf({ strings }: MsiStrings, number: number): string | undefined {
  return strings[number - 1]?.text.toString('latin1')
}

/** The strings with one more use of this text, and its number. ASCII only: it is the same in every code page. */
export function withText(
  strings: MsiStrings,
  text: string,
): { strings: MsiStrings; number: number } {
  const known = strings.strings.findIndex(
    (one) => one.uses > 0 && one.text.toString('latin1') === text,
  )
  const number = known < 0 ? strings.strings.length + 1 : known + 1
  if (number >= 1 << (numberBytes(strings) * 8)) throw new PackageRefused('it holds too many texts')
  const all = [...strings.strings]
  const uses = all[number - 1]?.uses ?? 0
  all[number - 1] = { text: Buffer.from(text, 'latin1'), uses: Math.min(uses + 1, MOST_USES) }
  return { strings: { ...strings, strings: all }, number }
}

/** The strings with one use less; a text that nothing uses any more is gone, its number stays free. */
export function withoutText(strings: MsiStrings, number: number): MsiStrings {
  const all = strings.strings.map((one, at) => {
    if (at !== number - 1) return one
    return one.uses > 1 ? { ...one, uses: one.uses - 1 } : { text: Buffer.alloc(0), uses: 0 }
  })
  return { ...strings, strings: all }
}

function damaged(): PackageRefused {
  return new PackageRefused('it is damaged')
}
