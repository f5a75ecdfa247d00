import { setTimeout as pause } from 'node:timers/promises'

const EVERY_MS = 25

/** Asks until there is an answer, and fails with `what` once the time is over. */
export async function eventually<T>(
  what: string,
  ask: () => T | undefined | Promise<T | undefined>,
  withinMs = 15_000,
): Promise<T> {
  const end = Date.now() + withinMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (Date.now() > end) throw new Error(`${what}: not within ${withinMs} ms`)
    await pause(EVERY_MS)
  }
}
