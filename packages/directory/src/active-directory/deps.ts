import { setTimeout as pause } from 'node:timers/promises'
import type { Connection } from '../ldap/connect.ts'
import type { PasswordHistory } from '../ldap/history.ts'
import type { Ldap } from '../ldap/ldap.ts'
import { createPace, type Pace } from '../ldap/pace.ts'
import { createDomainReader, type Domain, readDomain } from './domain.ts'
import { readPrimary } from './primary.ts'

/** What an Active Directory, Samba's included, is reached and judged with. */
export type ActiveDirectoryDeps = {
  readonly ldap: Ldap
  /** The DN of the domain. */
  readonly base: string
  /** Holds earlier passwords where the domain controller can't be asked to. */
  readonly history: PasswordHistory
  readonly now: () => number
  /** Whether accounts with `adminCount=1` may be written to. */
  readonly mayTouchProtected: boolean
  /** Names of the domain besides its own two, for `DOMAIN\name`. */
  readonly domains?: readonly string[]
  /** Hears of a fault that changes no answer: a password was set, and could not be remembered. */
  readonly report?: (error: unknown) => void
  /** Hears which server is the domain's primary, each time that was looked up. */
  readonly learnPrimary?: (host: string) => void
}

export type ActiveDirectory = ActiveDirectoryDeps & {
  readonly domainOf: (from: Connection) => Promise<Domain>
  readonly pace: Pace
}

export function withOwn(deps: ActiveDirectoryDeps): ActiveDirectory {
  const pace = createPace({ elapsed: () => performance.now(), random: Math.random, pause })
  const { learnPrimary } = deps
  const read = learnPrimary ? tellingPrimary(learnPrimary) : readDomain
  return { ...deps, pace, domainOf: createDomainReader(deps.now, read) }
}

function tellingPrimary(learn: (host: string) => void): typeof readDomain {
  return async (connection) => {
    const domain = await readDomain(connection)
    const primary = await readPrimary(connection, domain.base)
    if (primary !== undefined) learn(primary)
    return domain
  }
}
