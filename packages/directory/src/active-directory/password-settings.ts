import { DirectoryUnavailable } from '../directory.ts'
import type { Attributes } from '../ldap/attributes.ts'
import type { Connection } from '../ldap/connect.ts'
import { unlessRefused } from '../ldap/failure.ts'
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
  const settings = await lookAtSettings(connection, domain, settingsObject)
  if (settings) return settings
  // To show the domain's rules to somebody who has others would be a lie about what will be refused.
  const what = `the password settings ${settingsObject ?? domain} can’t be read`
  throw new DirectoryUnavailable(what, { reason: 'refused' })
}

/** The same; nothing where they can't be seen. */
export async function lookAtSettings(
  connection: Connection,
  domain: string,
  settingsObject: string | undefined,
): Promise<PasswordSettings | undefined> {
  const dn = settingsObject ?? domain
  const attributes = settingsObject === undefined ? DOMAIN : OBJECT
  const entry = await unlessRefused(readEntry(connection, dn, { attributes }))
  if (entry?.text(attributes[0] ?? '') === undefined) return
  return settingsObject === undefined ? ofDomain(entry) : ofObject(entry)
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
