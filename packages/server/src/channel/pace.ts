import type { Channel, Message } from './channel.ts'

/** Takes, for a message that nobody gets, the time that messages take. */
export type Pace = {
  readonly channel: Channel
  readonly rehearse: (message: Message) => Promise<void>
}

const REMEMBERED = 32
const FIRST_GUESS_MS = 20

type Surroundings = {
  /** Milliseconds that only ever grow. */
  readonly clock: () => number
  /** 0 up to 1. */
  readonly random: () => number
  readonly pause: (ms: number) => Promise<unknown>
}

/**
 * Remembers how long the last messages took, so that a rehearsal can take as long as one of them. While a
 * message is under way the store is free for the claimant's next request; were it not so for nobody's
 * message too, that request would tell who exists.
 */
export function createPace(channel: Channel, { clock, random, pause }: Surroundings): Pace {
  const taken: number[] = [FIRST_GUESS_MS]
  return {
    channel: {
      ...channel,
      send: async (message) => {
        const started = clock()
        await channel.send(message)
        taken.push(clock() - started)
        if (taken.length > REMEMBERED) taken.shift()
      },
    },
    rehearse: async (message) => {
      const started = clock()
      await channel.rehearse(message)
      const wanted = taken[Math.floor(random() * taken.length)] ?? FIRST_GUESS_MS
      await pause(Math.max(0, wanted - (clock() - started)))
    },
  }
}
