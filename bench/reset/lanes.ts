import { setTimeout as pause } from 'node:timers/promises'
import { upTo } from '../stage/numbers.ts'

/** One whole piece of work, for one person. */
export type Work = () => Promise<void>

const WARM_MS = 1_000

export type Rate = { readonly perSecond: number; readonly ms: readonly number[] }

/**
 * Keeps so many people busy, one piece of work after another, and counts what was done in the middle: neither while
 * the lanes fill nor while they empty. `began` and `ended` are called around the counted time.
 */
export async function rateOf(
  work: Work,
  atOnce: number,
  seconds: number,
  { began = () => {}, ended = () => {} }: { began?: () => void; ended?: () => void } = {},
): Promise<Rate> {
  const ms: number[] = []
  const now = { counts: false, isOver: false }
  const lane = async () => {
    while (!now.isOver) {
      const from = performance.now()
      await work()
      if (now.counts) ms.push(performance.now() - from)
    }
  }
  const lanes = upTo(atOnce).map(lane)
  const failed = Promise.all(lanes)
  await Promise.race([pause(WARM_MS), failed])
  const from = performance.now()
  began()
  now.counts = true
  await Promise.race([pause(seconds * 1_000), failed])
  now.counts = false
  const took = performance.now() - from
  ended()
  now.isOver = true
  await failed
  return { perSecond: ms.length / (took / 1_000), ms }
}
