import { readFileSync, writeFileSync } from 'node:fs'

// FMTID_SummaryInformation, as its bytes lie in the stream (MS-OLEPS 2.21).
const FORMAT = Buffer.from('e0859ff2f94f6810ab9108002b27b3d9', 'hex')
const CODE = 9
const CREATED = 12
const SAVED = 13
const VT_LPSTR = 0x1e
const VT_FILETIME = 0x40
const TICKS_PER_SECOND = 10_000_000n
const UNIX_EPOCH = 11_644_473_600n

/** Replaces what wixl draws at random or from the clock: the package code and both times. */
export function stampSummary(file, { code, epoch }) {
  const bytes = readFileSync(file)
  const section = sectionOf(bytes)
  const ticks = (BigInt(epoch) + UNIX_EPOCH) * TICKS_PER_SECOND
  for (let at = 0; at < bytes.readUInt32LE(section + 4); at += 1) {
    const id = bytes.readUInt32LE(section + 8 + 8 * at)
    const value = section + bytes.readUInt32LE(section + 12 + 8 * at)
    if (id === CODE) writeText(bytes, value, code)
    if (id === CREATED || id === SAVED) writeTime(bytes, value, ticks)
  }
  stampFolders(bytes, ticks)
  writeFileSync(file, bytes)
}

function sectionOf(bytes) {
  const at = bytes.indexOf(FORMAT)
  if (at < 0 || bytes.indexOf(FORMAT, at + 1) >= 0) throw new Error('summary information not found')
  // The stream's header is 28 bytes, then this id, then where the section begins.
  return at - 28 + bytes.readUInt32LE(at + 16)
}

function writeText(bytes, at, text) {
  const isRoom =
    bytes.readUInt32LE(at) === VT_LPSTR && bytes.readUInt32LE(at + 4) === text.length + 1
  if (!isRoom) throw new Error('no room for a package code')
  bytes.write(text, at + 8, 'latin1')
}

function writeTime(bytes, at, ticks) {
  if (bytes.readUInt32LE(at) !== VT_FILETIME) throw new Error('no time in the summary information')
  bytes.writeBigUInt64LE(ticks, at + 4)
}

// The compound file's directory (MS-CFB 2.6.1) has a time for each storage; here only the root is one.
function stampFolders(bytes, ticks) {
  const root = (bytes.readUInt32LE(48) + 1) << bytes.readUInt16LE(30)
  for (const at of [root + 100, root + 108])
    if (bytes.readBigUInt64LE(at) !== 0n) bytes.writeBigUInt64LE(ticks, at)
}
