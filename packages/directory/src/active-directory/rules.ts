import type { PasswordRule } from '@latchkey/protocol'
import type { EntryId } from '../directory.ts'
import type { ActiveDirectory } from './deps.ts'
import { type PasswordSettings, readSettings } from './password-settings.ts'
import { readPerson } from './person.ts'

const HOUR = 60 * 60_000
const CLASSES = 3
// Windows takes no more at its sign-in, so a longer one would keep its owner out of every PC.
const MOST = 127

/** The rules in force, in the order in which they are shown. */
export function rulesOf(settings: PasswordSettings): PasswordRule[] {
  const { minLength, isComplex, remembered, minAgeMs } = settings
  const rules: PasswordRule[] = []
  if (minLength > 0) rules.push({ code: 'min-length', least: minLength })
  rules.push({ code: 'max-length', most: MOST })
  if (isComplex) rules.push({ code: 'character-classes', least: CLASSES }, { code: 'no-names' })
  if (remembered > 0) rules.push({ code: 'history', remembered })
  if (minAgeMs > 0) rules.push({ code: 'min-age', hours: Math.ceil(minAgeMs / HOUR) })
  return rules
}

export async function rulesFor(
  { ldap, domainOf }: ActiveDirectory,
  id: EntryId,
): Promise<readonly PasswordRule[]> {
  return await ldap.read(async (connection) => {
    const { base } = await domainOf(connection)
    const person = await readPerson(connection, ldap.settings, id)
    return rulesOf(await readSettings(connection, base, person?.settingsObject))
  }, 'writing')
}
