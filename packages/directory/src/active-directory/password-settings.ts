import { DirectoryUnavailable } from '../directory.ts'
import type { Attributes } from '../ldap/attributes.ts'
import type { Connection } from '../ldap/connect.ts'
import { readEntry } from '../ldap/search.ts'
import { spanOf } from './windows-time.ts'

/** The password and lockout settings in force for one person. */
export type PasswordSettings = {
  readonly minLength: number
  readonly isComplex: boolean
  readonly remembered: number
  readonly minAgeMs: number
  readonly threshold: number
  readonly windowMs: number
}

const DOMAIN = [
  'minPwdLength',
  'pwdProperties',
  'pwdHistoryLength',
  'minPwdAge',
  'lockoutThreshold',
  'lockOutObservationWindow',
]

const OBJECT = [
  'msDS-MinimumPasswordLength',
  'msDS-PasswordComplexityEnabled',
  'msDS-PasswordHistoryLength',
  'msDS-MinimumPasswordAge',
  'msDS-LockoutThreshold',
  'msDS-LockoutObservationWindow',
]

const COMPLEX = 1n

/** Reads the settings object that the directory names for a person, or else those of the domain. */
export async function readSettings(
  connection: Connection,
  domain: string,
  settingsObject: string | undefined,
): Promise<PasswordSettings> {
  if (settingsObject === undefined) return ofDomain(await readAll(connection, domain, DOMAIN))
  return ofObject(await readAll(connection, settingsObject, OBJECT))
}

// To show the domain's rules to somebody who has others would be a lie about what will be refused.
async function readAll(
  connection: Connection,
  dn: string,
  attributes: readonly string[],
): Promise<Attributes> {
  const entry = await readEntry(connection, dn, { attributes })
  if (entry?.text(attributes[0] ?? '') !== undefined) return entry
  throw new DirectoryUnavailable(`the password settings ${dn} can’t be read`, { reason: 'refused' })
}

function ofDomain(entry: Attributes): PasswordSettings {
  return {
    minLength: count(entry, 'minPwdLength'),
    isComplex: ((entry.integer('pwdProperties') ?? 0n) & COMPLEX) !== 0n,
    remembered: count(entry, 'pwdHistoryLength'),
    minAgeMs: spanOf(entry.integer('minPwdAge')),
    threshold: count(entry, 'lockoutThreshold'),
    windowMs: spanOf(entry.integer('lockOutObservationWindow')),
  }
}

function ofObject(entry: Attributes): PasswordSettings {
  return {
    minLength: count(entry, 'msDS-MinimumPasswordLength'),
    isComplex: entry.text('msDS-PasswordComplexityEnabled') === 'TRUE',
    remembered: count(entry, 'msDS-PasswordHistoryLength'),
    minAgeMs: spanOf(entry.integer('msDS-MinimumPasswordAge')),
    threshold: count(entry, 'msDS-LockoutThreshold'),
    windowMs: spanOf(entry.integer('msDS-LockoutObservationWindow')),
  }
}

function count(entry: Attributes, name: string): number {
  return Number(entry.integer(name) ?? 0n)
}
