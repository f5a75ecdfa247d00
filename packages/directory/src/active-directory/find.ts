import type { Directory, Entry } from '../directory.ts'
import type { Connection } from '../ldap/connect.ts'
import { readLoginName } from '../ldap/login-name.ts'
import { UNSEEN_LOCKOUT } from '../ldap/unseen-lockout.ts'
import type { ActiveDirectory } from './deps.ts'
import type { Domain } from './domain.ts'
import { type Groups, readGroups, TOKEN_GROUPS } from './groups.ts'
import { findMeant, type Meant, readingsOf } from './names.ts'
import { lookAtSettings, type PasswordSettings } from './password-settings.ts'
import { isExpiredAt, type Person, readPerson, readPersonAt } from './person.ts'

export async function findEntry(
  deps: ActiveDirectory,
  by: Parameters<Directory['find']>[0],
): Promise<Entry | undefined> {
  const { ldap } = deps
  return await ldap.read(async (connection) => {
    const domain = await deps.domainOf(connection)
    const meant = await whereIs(deps, connection, domain, by)
    const person = await readPersonAt(
      connection,
      meant?.dn ?? standIn(deps, domain),
      wantedOf(deps),
    )
    const groups = await readGroups(connection, domain.base, person)
    // What can't be seen of one person is no fault: to be told that the directory is away would say that they
    // exist, to whoever types their name.
    const settings = await lookAtSettings(connection, domain.base, person?.settingsObject)
    if (!meant || !person) return
    const entry = entryOf(deps, person, groups, settings)
    return meant.matched === 'mail' ? { ...entry, matched: meant.matched } : entry
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
): Promise<Meant | undefined> {
  const { settings } = ldap
  if ('id' in by) {
    const person = await readPerson(connection, settings, by.id)
    return person && { dn: person.dn, matched: 'name' }
  }
  const called = [domain.netbios, domain.dns, ...(domains ?? [])]
  const readings = readingsOf(readLoginName(by.name), { called, dns: domain.dns })
  return await findMeant(connection, settings.searchBases, readings)
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
  groups: Groups,
  settings: PasswordSettings | undefined,
): Entry {
  const { attributes } = person
  const mail = ldap.settings.mailAttributes.flatMap((one) => attributes.texts(one))[0]
  const phones = ldap.settings.phoneAttributes.flatMap((one) => attributes.texts(one))
  const { threshold, windowMs } = settings ?? UNSEEN_LOCKOUT
  return {
    id: person.id,
    name: person.name,
    displayName: person.displayName,
    ...(mail !== undefined && { mail }),
    ...(phones.length > 0 && { phones }),
    groups: groups.names,
    ...(groups.areUnseen && { groupsUnseen: true }),
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
