/** Flags of `userAccountControl` and of its computed twin (MS-ADTS 2.2.16, MS-SAMR 2.2.1.12). */
const FLAG = {
  disabled: 0x2,
  lockedOut: 0x10,
  neverExpires: 0x10000,
  smartCardRequired: 0x40000,
  passwordExpired: 0x800000,
} as const

export type AccountFlag = keyof typeof FLAG

export function hasFlag(flags: bigint | undefined, flag: AccountFlag): boolean {
  return ((flags ?? 0n) & BigInt(FLAG[flag])) !== 0n
}

/** The same flags with one of them set or cleared, and no other touched. */
export function withFlag(flags: bigint, flag: AccountFlag, isSet: boolean): bigint {
  const bit = BigInt(FLAG[flag])
  return isSet ? flags | bit : flags & ~bit
}
