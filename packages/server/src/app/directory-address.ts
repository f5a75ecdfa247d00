import type { Policy } from '@latchkey/core'
import type { Entry } from '@latchkey/directory'
import type { AuthenticatorId } from '@latchkey/protocol'
import type { PrincipalRecord } from '../store/principal.ts'

/** The id of an address that nobody enrolled and no row holds. */
const OF_DIRECTORY: AuthenticatorId = 'aut_directory'

/** Whether an authenticator is the directory's address of a person, of which nothing is stored. */
export function isOfDirectory(id: AuthenticatorId): boolean {
  return id === OF_DIRECTORY
}

/**
 * The person's record with the directory's address among the ways back in, where policy trusts it and they
 * have enrolled none of their own. It is read anew each time: a change in the directory counts at once.
 */
export function withDirectoryAddress(
  { directoryAddresses }: Policy,
  kept: PrincipalRecord,
  entry: Entry | undefined,
): PrincipalRecord {
  const mail = entry?.mail
  if (directoryAddresses !== 'trust' || mail === undefined) return kept
  if (kept.bindings.some(({ kind }) => kind === 'email')) return kept
  const address = {
    id: OF_DIRECTORY,
    kind: 'email',
    value: mail,
    createdAt: 0,
    usedAt: null,
    lastStep: 0,
    name: null,
    isPreferred: false,
    isFirst: true,
  } as const
  return { ...kept, bindings: [address, ...kept.bindings] }
}
