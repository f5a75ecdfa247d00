import { setTimeout as pause } from 'node:timers/promises'
import { type House, type Opening, openHouse } from '../house.ts'
import { StoreUnavailable } from '../store/store.ts'
import { type Listening, listenWaiting } from './listen.ts'
import type { Serving } from './serve.ts'

const AGAIN_MS = 1_000

/**
 * Opens the house, and waits for a database across the network that can't be reached: it may be starting
 * too, and a server that ended would have to be started again by hand. Nothing where it is told to stop.
 */
export async function openWhenThere(
  opening: Opening,
  serving: Serving,
): Promise<House | undefined> {
  const { config } = opening
  if (config.store.file !== undefined) return await openHouse(opening)
  let waiting: Listening | undefined
  try {
    for (let said = ''; ; ) {
      const house = await tryToOpen(opening)
      if (!(house instanceof StoreUnavailable)) return house
      if (house.message !== said) tell(serving, house)
      said = house.message
      waiting ??= await listenWaiting(config)
      if (await isStopped(serving)) return
    }
  } finally {
    await waiting?.close()
  }
}

async function tryToOpen(opening: Opening): Promise<House | StoreUnavailable> {
  try {
    return await openHouse(opening)
  } catch (error) {
    if (error instanceof StoreUnavailable) return error
    throw error
  }
}

function tell({ log, tell: say }: Serving, fault: StoreUnavailable): void {
  log.error({ event: 'store.unavailable', err: fault })
  say(`latchkey: ${fault.message} Waiting for it.\n`)
}

async function isStopped({ stopped }: Serving): Promise<boolean> {
  const over = new AbortController()
  const later = pause(AGAIN_MS, false, { signal: over.signal }).catch(() => false)
  const isOver = await Promise.race([stopped.then(() => true), later])
  over.abort()
  return isOver
}
