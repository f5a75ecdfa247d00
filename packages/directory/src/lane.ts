import { DirectoryUnavailable } from './directory.ts'

/** Work that takes its turn, so many at once and so many waiting. */
export type Lane = { run<T>(work: () => Promise<T>): Promise<T> }

/**
 * Keeps sign-ins from taking every thread: a flood of them waits here, and past `mostWaiting` is told at
 * once to come back later, while people who proved themselves still get their passwords written.
 */
export function createLane({
  atOnce,
  mostWaiting,
}: {
  readonly atOnce: number
  readonly mostWaiting: number
}): Lane {
  const waiting: (() => void)[] = []
  let running = 0

  async function enter(): Promise<void> {
    if (running < atOnce) {
      running += 1
      return
    }
    if (waiting.length >= mostWaiting)
      throw new DirectoryUnavailable('too many sign-ins wait', { reason: 'busy' })
    // Whoever leaves hands its place over: `running` stays as it is.
    await new Promise<void>((resolve) => waiting.push(resolve))
  }

  function leave(): void {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }

  return {
    run: async (work) => {
      await enter()
      try {
        return await work()
      } finally {
        leave()
      }
    },
  }
}
