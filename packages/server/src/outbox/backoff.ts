const FIRST_MS = 2_000
const GROWTH = 3
const MOST_MS = 5 * 60_000

/**
 * How long to wait after the given attempt (1 for the first), with a quarter more or less by `random`
 * (0 up to 1), so that messages that failed together don't all come back together.
 */
export function backoff(attempt: number, random: number): number {
  const wait = Math.min(FIRST_MS * GROWTH ** (attempt - 1), MOST_MS)
  return Math.round(wait * (0.75 + random / 2))
}
