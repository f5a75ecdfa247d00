import {
  type CompoundFile,
  END_OF_CHAIN,
  IN_HEADER,
  MAGIC,
  MINI_CUTOFF,
  MINI_SECTOR,
  SECTOR,
} from './compound-file.ts'

// Four of them mark a sector as free.
const FREE = 0xff
const OF_FAT = 0xfffffffd
const OF_DIFAT = 0xfffffffc
const NUMBERS_A_SECTOR = SECTOR / 4

/** Sectors in the order in which they are written, with the chain that leads through them. */
type Layout = { readonly sectors: Buffer[]; readonly fat: number[] }

/** The bytes of a compound file: streams first, then what finds them. The same file gives the same bytes. */
export function writeCompoundFile({ entries }: CompoundFile): Buffer {
  const layout: Layout = { sectors: [], fat: [] }
  const places = new Map<number, number>()
  const mini: Layout = { sectors: [], fat: [] }
  entries.forEach(({ kind, content }, at) => {
    if (kind !== 'stream' || content.length === 0) return
    const isSmall = content.length < MINI_CUTOFF
    places.set(at, isSmall ? append(mini, content, MINI_SECTOR) : append(layout, content, SECTOR))
  })
  const miniStream = Buffer.concat(mini.sectors)
  const miniStart = append(layout, miniStream, SECTOR)
  const miniFatStart = append(layout, numbers(mini.fat), SECTOR)
  const directory = entries.map(({ raw, kind, content }, at) => {
    if (kind === 'other') return raw
    return kind === 'root'
      ? placed(raw, miniStart, miniStream.length)
      : placed(raw, places.get(at) ?? END_OF_CHAIN, content.length)
  })
  const directoryStart = append(layout, Buffer.concat(directory), SECTOR)
  const difat = appendFat(layout)
  const header = headerOf({
    fatSectors: difat.fatSectors,
    directoryStart,
    miniFatStart,
    miniFatSectors: Math.ceil(mini.fat.length / NUMBERS_A_SECTOR),
    difatSectors: difat.sectors,
  })
  return Buffer.concat([header, ...layout.sectors])
}

function append(layout: Layout, content: Buffer, size: number): number {
  if (content.length === 0) return END_OF_CHAIN
  const start = layout.sectors.length
  const count = Math.ceil(content.length / size)
  const whole = Buffer.alloc(count * size)
  content.copy(whole)
  for (let at = 0; at < count; at += 1) {
    layout.sectors.push(whole.subarray(at * size, (at + 1) * size))
    layout.fat.push(at + 1 < count ? start + at + 1 : END_OF_CHAIN)
  }
  return start
}

// The table of sectors lists its own sectors too, and those of the list of its sectors.
function appendFat(layout: Layout) {
  const content = layout.sectors.length
  let fatCount = 0
  let difatCount = 0
  for (;;) {
    const total = content + fatCount + difatCount
    const fats = Math.ceil(total / NUMBERS_A_SECTOR)
    const difats = Math.ceil(Math.max(0, fats - IN_HEADER) / (NUMBERS_A_SECTOR - 1))
    if (fats === fatCount && difats === difatCount) break
    fatCount = fats
    difatCount = difats
  }
  const fatSectors = Array.from({ length: fatCount }, (_, at) => content + at)
  const sectors = Array.from({ length: difatCount }, (_, at) => content + fatCount + at)
  layout.fat.push(...fatSectors.map(() => OF_FAT), ...sectors.map(() => OF_DIFAT))
  const table = numbers(layout.fat)
  for (let at = 0; at < fatCount; at += 1)
    layout.sectors.push(table.subarray(at * SECTOR, (at + 1) * SECTOR))
  sectors.forEach((_, at) => {
    const from = IN_HEADER + at * (NUMBERS_A_SECTOR - 1)
    const listed = fatSectors.slice(from, from + NUMBERS_A_SECTOR - 1)
    const sector = numbers(listed)
    sector.writeUInt32LE(sectors[at + 1] ?? END_OF_CHAIN, SECTOR - 4)
    layout.sectors.push(sector)
  })
  return { fatSectors, sectors }
}

/** Whole sectors of numbers, the rest of the last one free. */
function numbers(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(Math.ceil(values.length / NUMBERS_A_SECTOR) * SECTOR, FREE)
  for (const [at, value] of values.entries()) bytes.writeUInt32LE(value, at * 4)
  return bytes
}

function placed(raw: Buffer, start: number, size: number): Buffer {
  const entry = Buffer.from(raw)
  entry.writeUInt32LE(start, 0x74)
  entry.writeBigUInt64LE(BigInt(size), 0x78)
  return entry
}

type Header = {
  readonly fatSectors: readonly number[]
  readonly directoryStart: number
  readonly miniFatStart: number
  readonly miniFatSectors: number
  readonly difatSectors: readonly number[]
}

// MS-CFB section 2.2.
function headerOf(header: Header): Buffer {
  const bytes = Buffer.alloc(SECTOR)
  MAGIC.copy(bytes)
  bytes.writeUInt16LE(0x3e, 0x18)
  bytes.writeUInt16LE(3, 0x1a)
  bytes.writeUInt16LE(0xfffe, 0x1c)
  bytes.writeUInt16LE(9, 0x1e)
  bytes.writeUInt16LE(6, 0x20)
  bytes.writeUInt32LE(header.fatSectors.length, 0x2c)
  bytes.writeUInt32LE(header.directoryStart, 0x30)
  bytes.writeUInt32LE(MINI_CUTOFF, 0x38)
  bytes.writeUInt32LE(header.miniFatStart, 0x3c)
  bytes.writeUInt32LE(header.miniFatSectors, 0x40)
  bytes.writeUInt32LE(header.difatSectors[0] ?? END_OF_CHAIN, 0x44)
  bytes.writeUInt32LE(header.difatSectors.length, 0x48)
  bytes.fill(FREE, 0x4c)
  numbers(header.fatSectors.slice(0, IN_HEADER)).copy(bytes, 0x4c, 0, IN_HEADER * 4)
  return bytes
}
