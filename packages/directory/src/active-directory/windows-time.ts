// 1 January 1601, in milliseconds before 1970 (MS-DTYP 2.3.3).
const EPOCH_MS = 11_644_473_600_000n
const PER_MS = 10_000n
// Either of them means that there is no such moment.
const NEVER = [0n, 0x7fff_ffff_ffff_ffffn]

/** The moment that a FILETIME stands for; nothing where it stands for never. */
export function momentOf(fileTime: bigint | undefined): number | undefined {
  if (fileTime === undefined || NEVER.includes(fileTime)) return
  return Number(fileTime / PER_MS - EPOCH_MS)
}

/** A span of a policy in milliseconds: it is held negative, and the lowest number stands for no end. */
export function spanOf(interval: bigint | undefined): number {
  return interval === undefined || interval >= 0n ? 0 : Number(-interval / PER_MS)
}
