import type { Moment } from '@latchkey/core'
import type { Deps } from './deps.ts'

/** The time and the fresh ids of one decision. */
export function momentOf({ now, chance }: Pick<Deps, 'now' | 'chance'>): Moment {
  return {
    now: now(),
    step: `stp_${chance.id()}`,
    challenge: `chl_${chance.id()}`,
    operation: `opr_${chance.id()}`,
  }
}
