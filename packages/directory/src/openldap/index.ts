import { setImmediate, setTimeout } from 'node:timers/promises'
import type { Directory } from '../directory.ts'
import { answered } from '../ldap/answered.ts'
import { createPace } from '../ldap/pace.ts'
import { check } from './check.ts'
import type { OpenLdap, OpenLdapDeps } from './deps.ts'
import { find } from './find.ts'
import { inspect } from './inspect.ts'
import { rulesFor } from './rules.ts'
import { setBlocked } from './set-blocked.ts'
import { setPassword } from './set-password.ts'
import { unlock } from './unlock.ts'
import { verifyPassword } from './verify-password.ts'

/** Promises a directory whose people live in slapd (2.5 or later) under its password policies. */
export function createOpenLdap(deps: OpenLdapDeps): Directory {
  const openLdap: OpenLdap = {
    qualityRules: [],
    pace: createPace({ elapsed, random: Math.random, pause }),
    ...deps,
  }
  return {
    name: openLdap.ldap.settings.name,
    ...(deps.domains && { domains: deps.domains }),
    find: (by) => answered(find(openLdap, by)),
    rulesFor: (id) => answered(rulesFor(openLdap, id)),
    verifyPassword: (id, password) => answered(verifyPassword(openLdap, id, password)),
    setPassword: (id, change) => answered(setPassword(openLdap, id, change)),
    unlock: (id) => answered(unlock(openLdap, id)),
    setBlocked: (id, isBlocked) => answered(setBlocked(openLdap, id, isBlocked)),
    check: () => answered(check(openLdap)),
    inspect: () => answered(inspect(openLdap)),
  }
}

const elapsed = () => performance.now()

// A timer is late by a millisecond or two, which is what a cheap hash costs: the rest is waited out turn
// by turn.
async function pause(ms: number): Promise<void> {
  const end = elapsed() + ms
  if (ms > 3) await setTimeout(ms - 3)
  while (elapsed() < end) await setImmediate()
}
