import { PackageRefused } from './package-refused.ts'

/**
 * A compound file (MS-CFB, version 3), in memory: its directory as it was, and what its streams hold. The tree
 * of names is never touched, so that entries keep their places, colours and class ids.
 */
export type CompoundFile = { readonly entries: readonly Entry[] }

export type Entry = {
  readonly name: string
  /** The 128 bytes of the directory; start and size are written anew. */
  readonly raw: Buffer
  readonly kind: 'root' | 'stream' | 'other'
  /** Of streams; the root's own is made of the small ones. */
  readonly content: Buffer
}

export const SECTOR = 512
export const MINI_SECTOR = 64
/** Streams below this size share sectors. */
export const MINI_CUTOFF = 4096
export const ENTRY_BYTES = 128
export const MAGIC = Buffer.from('d0cf11e0a1b11ae1', 'hex')
/** How many FAT sectors the header itself names. */
export const IN_HEADER = 109
export const END_OF_CHAIN = 0xfffffffe
const LAST_SECTOR = 0xfffffffa
const KINDS: Readonly<Record<number, Entry['kind']>> = { 2: 'stream', 5: 'root' }
const NOTHING = Buffer.alloc(0)

/** Reads a compound file. Refuses one that is damaged, or of another version than installers have. */
export function readCompoundFile(bytes: Buffer): CompoundFile {
  if (bytes.length < SECTOR * 3 || !bytes.subarray(0, 8).equals(MAGIC))
    throw new PackageRefused('it is not an installer package')
  if (bytes.readUInt16LE(0x1e) !== 9 || bytes.readUInt32LE(0x38) !== MINI_CUTOFF)
    throw new PackageRefused('it is a compound file of another version')
  const fat = fatOf(bytes)
  const whole = (start: number) => joined(chainOf(fat, start), (one) => sectorOf(bytes, one))
  const directory = whole(bytes.readUInt32LE(0x30))
  const miniFat = numbersIn(whole(bytes.readUInt32LE(0x3c)))
  const raws = slices(directory, ENTRY_BYTES)
  const root = raws.find((raw) => raw[0x42] === 5)
  const mini = root ? whole(root.readUInt32LE(0x74)) : NOTHING
  const miniSector = (one: number) => mini.subarray(one * MINI_SECTOR, (one + 1) * MINI_SECTOR)
  return {
    entries: raws.map((raw) => {
      const kind = KINDS[raw[0x42] ?? 0] ?? 'other'
      const size = raw.readUInt32LE(0x78)
      const start = raw.readUInt32LE(0x74)
      const read = () =>
        size < MINI_CUTOFF ? joined(chainOf(miniFat, start), miniSector) : whole(start)
      const content = kind === 'stream' && size > 0 ? read().subarray(0, size) : NOTHING
      if (kind === 'stream' && content.length !== size) throw damaged()
      return { name: nameOf(raw), raw, kind, content }
    }),
  }
}

function fatOf(bytes: Buffer): number[] {
  const sectors = numbersIn(bytes.subarray(0x4c, SECTOR))
  let next = bytes.readUInt32LE(0x44)
  for (let left = bytes.readUInt32LE(0x48); left > 0; left -= 1) {
    const more = numbersIn(sectorOf(bytes, next))
    next = more.pop() ?? END_OF_CHAIN
    sectors.push(...more)
  }
  return sectors
    .filter((one) => one <= LAST_SECTOR)
    .flatMap((one) => numbersIn(sectorOf(bytes, one)))
}

function sectorOf(bytes: Buffer, sector: number): Buffer {
  const at = (sector + 1) * SECTOR
  // Some writers leave the last sector short.
  if (at >= bytes.length) throw damaged()
  return bytes.subarray(at, at + SECTOR)
}

function chainOf(table: readonly number[], start: number): number[] {
  const chain: number[] = []
  for (let one = start; one <= LAST_SECTOR; one = table[one] ?? LAST_SECTOR + 1) {
    chain.push(one)
    // A ring would never end.
    if (chain.length > table.length) throw damaged()
  }
  return chain
}

function joined(chain: readonly number[], read: (one: number) => Buffer): Buffer {
  return Buffer.concat(chain.map(read))
}

function numbersIn(bytes: Buffer): number[] {
  return slices(bytes, 4).map((one) => one.readUInt32LE(0))
}

function slices(bytes: Buffer, size: number): Buffer[] {
  const count = Math.floor(bytes.length / size)
  return Array.from({ length: count }, (_, at) => bytes.subarray(at * size, (at + 1) * size))
}

function nameOf(raw: Buffer): string {
  const length = Math.min(raw.readUInt16LE(0x40), 64)
  return raw.subarray(0, Math.max(0, length - 2)).toString('utf16le')
}

function damaged(): PackageRefused {
  return new PackageRefused('it is damaged')
}
