import { closeAbandonedFlows } from '../app/abandoned-flows.ts'
import type { Deps } from '../app/deps.ts'
import type { DirectoryWatch } from '../app/directory-watch.ts'
import { resolveLostWrites } from '../app/lost-writes.ts'
import { type Every, every } from '../outbox/ticker.ts'
import { keepHouse } from '../store/housekeeping.ts'

const EVERY_MS = 60_000
const LOOK_MS = 5_000

export type Chores = { stop(): Promise<void> }

/** What has to be done now and then, one round at a time; the directories are looked at more often. */
export function startChores(
  deps: Deps,
  watch: Pick<DirectoryWatch, 'look'>,
  tick: Every = every,
): Chores {
  let running = Promise.resolve()
  let isBusy = false
  const round = () => {
    if (isBusy) return
    isBusy = true
    running = doChores(deps)
      .catch((error: unknown) => deps.log.error({ event: 'chores.failed', err: error }))
      .finally(() => {
        isBusy = false
      })
  }
  const stopTicking = tick(EVERY_MS, round)
  const stopLooking = tick(LOOK_MS, () => void watch.look())
  return {
    stop: async () => {
      stopTicking()
      stopLooking()
      await running
    },
  }
}

async function doChores(deps: Deps): Promise<void> {
  const now = deps.now()
  await closeAbandonedFlows(deps)
  await resolveLostWrites(deps, now)
  deps.keys.refresh()
  await keepHouse(deps.store.db, now)
}
