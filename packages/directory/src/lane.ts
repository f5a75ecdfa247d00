import { DirectoryUnavailable } from './directory.ts'

/** Work that takes its turn, so many at once and so many waiting. */
export type Lane = { run<T>(work: () => Promise<T>): Promise<T> }

export type LaneWidth = {
  readonly atOnce: number
  readonly mostWaiting: number
  /** How long anybody waits for their turn; without it, however long it takes. */
  readonly mostMs?: number
}

/**
 * Keeps sign-ins from taking every thread: a flood of them waits here, and past `mostWaiting`, or after
 * `mostMs`, is told to come back later, while people who proved themselves still get their passwords written.
 */
export function createLane({ atOnce, mostWaiting, mostMs }: LaneWidth): Lane {
  const waiting: (() => void)[] = []
  let running = 0

  async function enter(): Promise<void> {
    if (running < atOnce) {
      running += 1
      return
    }
    if (waiting.length >= mostWaiting) throw busy('too many wait')
    // Whoever leaves hands its place over: `running` stays as it is.
    await new Promise<void>((resolve, reject) => {
      const begin = () => {
        clearTimeout(timer)
        resolve()
      }
      const giveUp = () => {
        waiting.splice(waiting.indexOf(begin), 1)
        reject(busy('others took too long'))
      }
      const timer = mostMs === undefined ? undefined : setTimeout(giveUp, mostMs)
      waiting.push(begin)
    })
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

function busy(why: string): DirectoryUnavailable {
  return new DirectoryUnavailable(why, { reason: 'busy' })
}
