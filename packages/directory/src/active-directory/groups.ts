import { EqualityFilter, OrFilter } from 'ldapts'
import type { Attributes } from '../ldap/attributes.ts'
import type { Connection } from '../ldap/connect.ts'
import { unlessRefused } from '../ldap/failure.ts'
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

export type Groups = {
  readonly names: readonly string[]
  /** Everybody is in one: an administrator who seems to be in none must not pass with less than they need. */
  readonly areUnseen: boolean
}

/**
 * The names of all groups that a person is in, however deep, the primary one included: the directory
 * works them out as it does for a sign-in (MS-ADTS 3.1.1.4.5.19). One whose name can't be seen is there
 * by its SID, so that a policy may still name it. The same request goes out for nobody.
 */
export async function readGroups(
  connection: Connection,
  domain: string,
  person: Person | undefined,
): Promise<Groups> {
  const sids = person ? sidsOf(person) : []
  const found = await lookUp(connection, domain, sids)
  const names = new Map(
    found?.map((group) => [
      group.bytes('objectSid')?.toString('hex'),
      group.text('sAMAccountName'),
    ]),
  )
  return {
    names: sids.map((sid) => names.get(sid.toString('hex')) ?? textOfSid(sid)).sort(),
    areUnseen: sids.length === 0 || !found,
  }
}

// Nothing where the domain controller refuses to look, such as for more groups than it lists at once.
async function lookUp(
  connection: Connection,
  domain: string,
  sids: readonly Buffer[],
): Promise<readonly Attributes[] | undefined> {
  const asked = {
    scope: 'sub',
    filter: new OrFilter({
      filters: [NO_SID, ...sids].map(
        (value) => new EqualityFilter({ attribute: 'objectSid', value }),
      ),
    }),
    wanted: { attributes: ['sAMAccountName', 'objectSid'], bytes: ['objectSid'] },
  } as const
  return await unlessRefused(search(connection, domain, asked))
}
