import type { Client } from 'ldapts'
import { DOMAIN, minutes } from './domain.ts'

/** Adds a stricter policy of its own for one person (a fine-grained password policy) and says its DN. */
export async function addSettingsObject(client: Client, person: string): Promise<string> {
  const dn = `CN=vip,${DOMAIN.settings}`
  await client.add(dn, {
    objectClass: 'msDS-PasswordSettings',
    'msDS-PasswordSettingsPrecedence': '1',
    'msDS-PasswordReversibleEncryptionEnabled': 'FALSE',
    'msDS-PasswordComplexityEnabled': 'TRUE',
    'msDS-MinimumPasswordLength': '16',
    'msDS-PasswordHistoryLength': '3',
    'msDS-MinimumPasswordAge': '0',
    'msDS-MaximumPasswordAge': minutes(100 * 24 * 60),
    'msDS-LockoutThreshold': '4',
    'msDS-LockoutDuration': minutes(30),
    'msDS-LockoutObservationWindow': minutes(30),
    'msDS-PSOAppliesTo': person,
  })
  return dn
}
