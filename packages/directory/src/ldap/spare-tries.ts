import type { Lockout } from '../directory.ts'

/** Whether a bind of ours may fail without bringing a person to the edge of a lockout. */
export function hasSpareTries({
  threshold,
  failures,
}: Pick<Lockout, 'threshold' | 'failures'>): boolean {
  const spare = threshold < 4 ? 1 : 2
  return threshold === 0 || failures + spare < threshold
}
