import type { Directory, Entry } from '../directory.ts'
import type { Connection } from '../ldap/connect.ts'
import { readLoginName } from '../ldap/login-name.ts'
import type { ActiveDirectory } from './deps.ts'
import type { Domain } from './domain.ts'
import { readGroups, requireGroups, TOKEN_GROUPS } from './groups.ts'
import { findDn, readingsOf } from './names.ts'
import { type PasswordSettings, readSettings } from './password-settings.ts'
import { isExpiredAt, type Person, readPerson, readPersonAt } from './person.ts'

export async function findEntry(
  deps: ActiveDirectory,
  by: Parameters<Directory['find']>[0],
): Promise<Entry | undefined> {
  const { ldap } = deps
  return await ldap.read(async (connection) => {
    const domain = await deps.domainOf(connection)
    const dn = await whereIs(deps, connection, domain, by)
    const person = await readPersonAt(connection, dn ?? standIn(deps, domain), wantedOf(deps))
    if (dn !== undefined && person) requireGroups(person)
    const groups = person ? await readGroups(connection, domain.base, person) : []
    const settings = await readSettings(connection, domain.base, person?.settingsObject)
    return dn !== undefined && person ? entryOf(deps, person, groups, settings) : undefined
  })
}

// In the place of nobody our own account is read: a miss costs what a hit costs.
function standIn({ ldap }: ActiveDirectory, { base }: Domain): string {
  const { bindDn } = ldap.settings
  return bindDn.includes('=') ? bindDn : base
}

async function whereIs(
  { ldap, domains }: ActiveDirectory,
  connection: Connection,
  domain: Domain,
  by: Parameters<Directory['find']>[0],
): Promise<string | undefined> {
  const { settings } = ldap
  if ('id' in by) return (await readPerson(connection, settings, by.id))?.dn
  const called = [domain.netbios, domain.dns, ...(domains ?? [])]
  const readings = readingsOf(readLoginName(by.name), { called, dns: domain.dns })
  return await findDn(connection, settings.searchBases, readings)
}

function wantedOf({ ldap }: ActiveDirectory) {
  const { mailAttributes, phoneAttributes } = ldap.settings
  return {
    attributes: [...TOKEN_GROUPS.attributes, ...mailAttributes, ...phoneAttributes],
    bytes: TOKEN_GROUPS.bytes,
  }
}

function entryOf(
  { ldap, now }: ActiveDirectory,
  person: Person,
  groups: readonly string[],
  settings: PasswordSettings,
): Entry {
  const { attributes } = person
  const mail = ldap.settings.mailAttributes.flatMap((one) => attributes.texts(one))[0]
  const phones = ldap.settings.phoneAttributes.flatMap((one) => attributes.texts(one))
  const { threshold, windowMs } = settings
  return {
    id: person.id,
    name: person.name,
    displayName: person.displayName,
    ...(mail !== undefined && { mail }),
    ...(phones.length > 0 && { phones }),
    groups,
    isDisabled: person.isDisabled,
    isExpired: isExpiredAt(person, now()),
    isLocked: person.isLocked,
    mustChange: person.mustChange,
    lockout: { threshold, windowMs, failures: liveFailures(person, windowMs, now()) },
  }
}

// The directory sets its count back at the next try only.
function liveFailures({ failures, failedAt }: Person, windowMs: number, now: number): number {
  return failedAt !== undefined && failedAt + windowMs > now ? failures : 0
}
