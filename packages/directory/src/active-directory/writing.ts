import type { Change, Control } from 'ldapts'
import { DirectoryUnavailable } from '../directory.ts'
import type { Connection } from '../ldap/connect.ts'
import { ConnectionLost, isServerFault, type LdapRefusal, refusalOf } from '../ldap/failure.ts'
import type { LdapServer } from '../ldap/settings.ts'
import type { ActiveDirectory } from './deps.ts'

/** What became of one modify. `lost` means that the server may have carried it out or not, unless it never left. */
export type Modified =
  | { readonly became: 'written'; readonly server: LdapServer }
  | { readonly became: 'refused'; readonly refusal: LdapRefusal }
  | {
      readonly became: 'lost'
      readonly server: LdapServer
      readonly wasSent: boolean
      readonly cause: unknown
    }

export type Modification = {
  readonly dn: string
  readonly changes: Change[]
  readonly controls?: Control[]
}

/**
 * Sends one modify, once, as `prepare` makes it on the very connection that it then goes out on. Throws
 * `DirectoryUnavailable` where nothing was written for sure.
 */
export async function modify(
  { ldap }: ActiveDirectory,
  prepare: (connection: Connection) => Promise<Modification>,
): Promise<Modified> {
  let isSent = false
  try {
    return await ldap.write(async (connection) => {
      const { dn, changes, controls = [] } = await prepare(connection)
      isSent = true
      await connection.client.modify(dn, changes, controls)
      return { became: 'written', server: connection.server }
    })
  } catch (error) {
    if (error instanceof ConnectionLost && isSent)
      return { became: 'lost', server: error.server, wasSent: error.wasSent, cause: error }
    const refusal = refusalOf(error)
    if (refusal && isSent && !isServerFault(error)) return { became: 'refused', refusal }
    throw unwritten(error)
  }
}

function unwritten(error: unknown): unknown {
  const refusal = refusalOf(error)
  if (!refusal && !(error instanceof ConnectionLost)) return error
  return new DirectoryUnavailable(refusal?.said ?? 'the connection broke before the write', {
    reason: refusal ? 'refused' : 'unreachable',
    cause: error,
  })
}
