/** A directory's lockout as it stands for one person: `threshold` 0 means that it never locks. */
export type LockoutCount = { readonly threshold: number; readonly failures: number }

/**
 * How many failures of a directory's count may be ours: two attempts stay for the person, one where the
 * threshold is below four. Of a directory that locks.
 */
export function mostFailuresOfOurs(threshold: number): number {
  return Math.max(0, threshold - (threshold < 4 ? 1 : 2))
}

/** Whether so many more binds of ours may fail without bringing a person to the edge of a lockout. */
export function hasSpareTries({ threshold, failures }: LockoutCount, more = 1): boolean {
  return threshold === 0 || failures + more <= mostFailuresOfOurs(threshold)
}
