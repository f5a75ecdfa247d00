import { setTimeout as pause } from 'node:timers/promises'
import { refuseNewer } from '../store/migrate.ts'
import { hasPolicy } from '../store/policy.ts'
import { isReadOnly } from '../store/store.ts'
import type { Deps } from './deps.ts'

type Needs = Pick<Deps, 'store' | 'tenant' | 'directories'>

/** What works and what doesn't, part by part, by name only. */
export async function checkParts(deps: Needs): Promise<Record<string, 'ok' | 'failed'>> {
  const parts: [string, () => Promise<unknown>][] = [
    ['store', () => mayWrite(deps)],
    // A newer program may have migrated it since this one began.
    ['schema', () => refuseNewer(deps.store.db)],
    ...deps.directories.map((one): [string, () => Promise<unknown>] => [
      `directory.${one.name}`,
      () => one.check(),
    ]),
  ]
  const results = await Promise.allSettled(parts.map(([, check]) => soon(check)))
  return Object.fromEntries(
    parts.map(([name], index) => [name, results[index]?.status === 'fulfilled' ? 'ok' : 'failed']),
  )
}

async function mayWrite({ store, tenant }: Needs): Promise<void> {
  await hasPolicy(store.db, tenant)
  if (await isReadOnly(store)) throw new Error('it can only be read')
}

/** Whether a reset could be done right now. */
export async function isReady(deps: Needs): Promise<boolean> {
  return Object.values(await checkParts(deps)).every((state) => state === 'ok')
}

const WAIT_MS = 3_000

// Whoever asks goes away after some seconds; what takes longer than these is no way to serve anybody.
async function soon(check: () => Promise<unknown>): Promise<void> {
  const over = new AbortController()
  const late = pause(WAIT_MS, undefined, { signal: over.signal, ref: false }).then(() => {
    throw new Error('it did not answer in time')
  })
  try {
    await Promise.race([check(), late])
  } finally {
    over.abort()
    late.catch(() => {})
  }
}
