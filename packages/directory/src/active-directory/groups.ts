import { EqualityFilter, OrFilter } from 'ldapts'
import { DirectoryUnavailable } from '../directory.ts'
import type { Connection } from '../ldap/connect.ts'
import { search } from '../ldap/search.ts'
import type { Person } from './person.ts'
import { textOfSid } from './sid.ts'

/** What has to be read of a person so that their groups are known. */
export const TOKEN_GROUPS = { attributes: ['tokenGroups'], bytes: ['tokenGroups'] } as const

// Nobody's: it stands in where there are none, so that the request goes out all the same.
const NO_SID = Buffer.from([1, 0, 0, 0, 0, 0, 0, 0])

function sidsOf({ attributes }: Person): readonly Buffer[] {
  return attributes.allBytes('tokenGroups')
}

/**
 * Throws where a person's groups are hidden: everybody is in one, and an administrator who seems to be in
 * none would be let through with less than administrators need.
 */
export function requireGroups(person: Person): void {
  if (sidsOf(person).length > 0) return
  throw new DirectoryUnavailable(`the groups of ${person.dn} can’t be read`, { reason: 'refused' })
}

/**
 * The names of all groups that a person is in, however deep, the primary one included: the directory
 * works them out as it does for a sign-in (MS-ADTS 3.1.1.4.5.19). One whose name can't be seen is there
 * by its SID, so that a policy may still name it.
 */
export async function readGroups(
  connection: Connection,
  domain: string,
  person: Person,
): Promise<readonly string[]> {
  const sids = sidsOf(person)
  const found = await search(connection, domain, {
    scope: 'sub',
    filter: new OrFilter({
      filters: [NO_SID, ...sids].map(
        (value) => new EqualityFilter({ attribute: 'objectSid', value }),
      ),
    }),
    wanted: { attributes: ['sAMAccountName', 'objectSid'], bytes: ['objectSid'] },
  })
  const names = new Map(
    found.map((group) => [group.bytes('objectSid')?.toString('hex'), group.text('sAMAccountName')]),
  )
  return sids.map((sid) => names.get(sid.toString('hex')) ?? textOfSid(sid)).sort()
}
