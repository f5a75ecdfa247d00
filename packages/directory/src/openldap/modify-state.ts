import type { Change } from 'ldapts'
import {
  DirectoryUnavailable,
  type EntryId,
  OutcomeUnknown,
  type WriteResult,
} from '../directory.ts'
import { ConnectionLost, type LdapRefusal, RESULT, refusalOf } from '../ldap/failure.ts'
import type { OpenLdap } from './deps.ts'
import { type Person, readPerson } from './person.ts'

const UNDEFINED_ATTRIBUTE_TYPE = 17
const MOST_TRIES = 3

/**
 * Reads a person, asks what is to be changed, and changes it. `plan` names values and never whole
 * attributes, so that what somebody else wrote in between is not undone: then it is asked again, as after
 * a connection that broke.
 */
export async function modifyState(
  openLdap: OpenLdap,
  id: EntryId,
  plan: (person: Person) => WriteResult | readonly Change[],
): Promise<WriteResult> {
  for (let n = 1; ; n += 1) {
    const person = await openLdap.ldap.read(
      (connection) => readPerson(openLdap, connection, id),
      'writing',
    )
    if (!person) return { outcome: 'not-found' }
    const planned = plan(person)
    if (!isChanges(planned)) return planned
    const result = await modify(openLdap, person.dn, planned, n >= MOST_TRIES)
    if (result !== 'read-again') return result
  }
}

function isChanges(planned: WriteResult | readonly Change[]): planned is readonly Change[] {
  return Array.isArray(planned)
}

async function modify(
  { ldap }: OpenLdap,
  dn: string,
  changes: readonly Change[],
  isLast: boolean,
): Promise<WriteResult | 'read-again'> {
  try {
    await ldap.write(({ client }) => client.modify(dn, [...changes]))
    return { outcome: 'written' }
  } catch (error) {
    const refusal = refusalOf(error)
    if (!refusal && !(error instanceof ConnectionLost)) throw error
    const result = refusal && refusedBy(refusal)
    if (result) return result
    if (!isLast) return 'read-again'
    throw refusal
      ? new DirectoryUnavailable(`a change was answered by ${refusal.code}`, { cause: error })
      : new OutcomeUnknown('the connection broke again and again', { cause: error })
  }
}

function refusedBy({ code, said }: LdapRefusal): WriteResult | undefined {
  switch (code) {
    case RESULT.noSuchObject:
      return { outcome: 'not-found' }
    // 17: a slapd before 2.5, which has no times of a password.
    case RESULT.insufficientAccessRights:
    case UNDEFINED_ATTRIBUTE_TYPE:
      return { outcome: 'no-right', said }
    // Above all 16 and 20, where somebody else was faster.
    default:
      return
  }
}
