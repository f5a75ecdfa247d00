import { createHash } from 'node:crypto'
import type { CompoundFile } from './compound-file.ts'
import { PackageRefused } from './package-refused.ts'

const SUMMARY = '\u0005SummaryInformation'
const SECTION_AT = 44
const CODE = 9
const VT_LPSTR = 0x1e
const CODE_LENGTH = 38

/**
 * The package with a package code of its own, made from everything else that it holds. Windows tells packages
 * apart by this code and not by their bytes: two that share one are the same to it, and it would go on with the
 * one that it has in its cache. The same content gets the same code.
 */
export function withPackageCode({ entries }: CompoundFile): CompoundFile {
  const summary = entries.find(({ name, kind }) => name === SUMMARY && kind === 'stream')
  if (!summary) throw new PackageRefused('it has no package code')
  const content = Buffer.from(summary.content)
  const at = placeOfCode(content)
  content.fill(0, at, at + CODE_LENGTH)
  const blank = entries.map((entry) => (entry === summary ? { ...entry, content } : entry))
  content.write(codeOf(blank), at, 'latin1')
  return { entries: blank }
}

// A property set (MS-OLEPS 2.21): how many properties, then the number and the place of each.
function placeOfCode(summary: Buffer): number {
  const section = numberAt(summary, SECTION_AT)
  for (let left = numberAt(summary, section + 4), at = section + 8; left > 0; left -= 1, at += 8) {
    if (numberAt(summary, at) !== CODE) continue
    const value = section + numberAt(summary, at + 4)
    const isCode =
      numberAt(summary, value) === VT_LPSTR && numberAt(summary, value + 4) === CODE_LENGTH + 1
    if (!isCode || value + 8 + CODE_LENGTH > summary.length) break
    return value + 8
  }
  throw new PackageRefused('it has no package code')
}

function numberAt(bytes: Buffer, at: number): number {
  if (at + 4 > bytes.length) throw new PackageRefused('it is damaged')
  return bytes.readUInt32LE(at)
}

// Version 8 of RFC 9562 (section 5.8), in the registry's form; the installer wants capitals.
function codeOf(entries: CompoundFile['entries']): string {
  const hash = createHash('sha256')
  for (const { name, content } of entries)
    hash.update(`${name}\0${content.length}\0`).update(content)
  const bytes = hash.digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex').toUpperCase()
  const cuts = [0, 8, 12, 16, 20, 32]
  return `{${cuts
    .slice(1)
    .map((to, at) => hex.slice(cuts[at], to))
    .join('-')}}`
}
