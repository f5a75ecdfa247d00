import { hasPolicy } from '../store/policy.ts'
import type { Deps } from './deps.ts'

type Needs = Pick<Deps, 'store' | 'tenant' | 'directories'>

/** What works and what doesn't, part by part, by name only. */
export async function checkParts(deps: Needs): Promise<Record<string, 'ok' | 'failed'>> {
  const parts: [string, () => Promise<unknown>][] = [
    ['store', () => hasPolicy(deps.store.db, deps.tenant)],
    ...deps.directories.map((one): [string, () => Promise<unknown>] => [
      `directory.${one.name}`,
      () => one.check(),
    ]),
  ]
  const results = await Promise.allSettled(parts.map(([, check]) => check()))
  return Object.fromEntries(
    parts.map(([name], index) => [name, results[index]?.status === 'fulfilled' ? 'ok' : 'failed']),
  )
}

/** Whether a reset could be done right now. */
export async function isReady(deps: Needs): Promise<boolean> {
  return Object.values(await checkParts(deps)).every((state) => state === 'ok')
}
