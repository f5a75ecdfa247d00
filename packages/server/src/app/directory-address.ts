import type { Policy } from '@latchkey/core'
import type { Entry } from '@latchkey/directory'
import type { AuthenticatorId, Medium } from '@latchkey/protocol'
import type { PhoneNumbers } from '../authenticator/phone-number.ts'
import type { Binding, PrincipalRecord } from '../store/principal.ts'

/** The ids of addresses that nobody enrolled and no row holds. */
const OF_DIRECTORY: Readonly<Record<Medium, AuthenticatorId>> = {
  email: 'aut_directory',
  sms: 'aut_directory-phone',
}

/** Whether an authenticator is the directory's address of a person, of which nothing is stored. */
export function isOfDirectory(id: AuthenticatorId): boolean {
  return Object.values(OF_DIRECTORY).includes(id)
}

/** What somebody enrolled: the directory's own addresses, where policy trusts them, are in no row of ours. */
export function enrolledIn({ bindings }: Pick<PrincipalRecord, 'bindings'>): Binding[] {
  return bindings.filter(({ id }) => !isOfDirectory(id))
}

/**
 * The person's record with the directory's addresses among the ways back in, where policy trusts them and they
 * have enrolled none of their own. They are read anew each time: a change in the directory counts at once.
 */
export function withDirectoryAddresses(
  policy: Policy,
  kept: PrincipalRecord,
  entry: Entry | undefined,
  numbers: PhoneNumbers,
): PrincipalRecord {
  if (policy.directoryAddresses !== 'trust' || !entry) return kept
  const added = [
    ...addressOf('email', kept, entry.mail),
    ...addressOf('sms', kept, mobileOf(entry, numbers)),
  ]
  return { ...kept, bindings: [...added, ...kept.bindings] }
}

function addressOf(kind: Medium, kept: PrincipalRecord, value: string | undefined): Binding[] {
  if (value === undefined || kept.bindings.some((one) => one.kind === kind)) return []
  const times = { createdAt: 0, usedAt: null, lastStep: 0 }
  const marks = { name: null, isPreferred: false, isFirst: true }
  return [{ id: OF_DIRECTORY[kind], kind, value, ...times, ...marks }]
}

/** The directory's address of a person for a medium, whether or not policy trusts it. */
export function directoryAddressFor(
  medium: Medium,
  entry: Entry,
  numbers: PhoneNumbers,
): string | undefined {
  return medium === 'email' ? entry.mail : mobileOf(entry, numbers)
}

// Directories hold desks' numbers beside mobile ones: the first that a text message can reach.
function mobileOf({ phones = [] }: Entry, numbers: PhoneNumbers): string | undefined {
  return phones.flatMap((one) => numbers.read(one) ?? [])[0]
}
