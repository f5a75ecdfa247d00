/** Times of what a directory refused, so that an answer about nobody takes as long as one about somebody. */
export type Pace = {
  /** Learns from a bind that is sure to be answered at length, where nothing was learned yet. */
  prime(bind: () => Promise<unknown>): Promise<void>
  /** Runs a bind of a person; what a refused one took is remembered. */
  timed<T>(bind: () => Promise<T>, isRefused: (answer: T) => boolean): Promise<T>
  /** Runs a bind of nobody, and waits until it took as long as one of the refused. */
  asLong<T>(bind: () => Promise<T>): Promise<T>
}

const KEPT = 32

/**
 * A directory hashes nothing for a name that it does not have, and writes no failure: its answer comes early
 * by all that an argon2 costs, and tells who exists. So nobody's answer waits.
 */
export function createPace({
  elapsed,
  random,
  pause,
}: {
  readonly elapsed: () => number
  readonly random: () => number
  readonly pause: (ms: number) => Promise<unknown>
}): Pace {
  const took: number[] = []
  let primed: number | undefined
  return {
    prime: async (bind) => {
      if (primed !== undefined) return
      // The first one opens a connection too.
      await bind()
      const started = elapsed()
      await bind()
      primed = elapsed() - started
    },
    timed: async (bind, isRefused) => {
      const started = elapsed()
      const answer = await bind()
      if (isRefused(answer)) took.push(elapsed() - started)
      if (took.length > KEPT) took.shift()
      return answer
    },
    asLong: async (bind) => {
      const started = elapsed()
      const answer = await bind()
      const goal = took[Math.floor(random() * took.length)] ?? primed ?? 0
      const rest = goal - (elapsed() - started)
      if (rest > 0) await pause(rest)
      return answer
    },
  }
}
