import { brokenRules, type Secret } from '@latchkey/protocol'
import {
  DirectoryUnavailable,
  type EntryId,
  type NewPassword,
  type WriteResult,
} from '../directory.ts'
import { change as changeOf } from '../ldap/change.ts'
import type { Connection } from '../ldap/connect.ts'
import { ConnectionLost, refusalOf } from '../ldap/failure.ts'
import { readEntry } from '../ldap/search.ts'
import { isBindable } from './bindable.ts'
import type { OpenLdap } from './deps.ts'
import { isForAccess, modifyPassword, resultOf } from './password-modify.ts'
import { rulesOf } from './password-policy.ts'
import { type Person, readPerson } from './person.ts'
import { settled } from './settled.ts'
import { judgePassword } from './verify-password.ts'

export async function setPassword(
  openLdap: OpenLdap,
  id: EntryId,
  { password, current }: NewPassword,
): Promise<WriteResult> {
  const person = await openLdap.ldap.read(
    (connection) => readPerson(openLdap, connection, id),
    'writing',
  )
  if (!person) return { outcome: 'not-found' }
  return current
    ? await changePassword(openLdap, person, { password, current })
    : await resetPassword(openLdap, person, password)
}

async function resetPassword(
  openLdap: OpenLdap,
  person: Person,
  password: Secret<string>,
): Promise<WriteResult> {
  const { dn, state } = person
  if (state.isDisabled) return { outcome: 'disabled' }
  if (state.isExpired) return { outcome: 'expired' }
  // slapd would take an administrator's lock away together with the old password.
  if (state.isLockedByAdministrator) return { outcome: 'locked-by-administrator' }
  const refused = refusedByValue(openLdap, person, password)
  if (refused) return refused
  const answer = await settled(openLdap, person, password, () =>
    openLdap.ldap.write((connection) => modifyPassword(connection, { dn, password })),
  )
  if (answer === 'written') await forgetReset(openLdap, person)
  return resultOf(answer)
}

async function changePassword(
  openLdap: OpenLdap,
  person: Person,
  { password, current }: Required<NewPassword>,
): Promise<WriteResult> {
  if (!isBindable(current)) return { outcome: 'wrong-current' }
  const { dn, state } = person
  const refused = refusedByValue(openLdap, person, password)
  const mayWrite = !refused && !state.isDisabled && !state.isExpired
  const written: WriteResult[] = []
  const onBound = async (connection: Connection) => {
    const answer = await settled(openLdap, person, password, () =>
      asThemselves(connection, { dn, password, old: current }),
    )
    if (!isForAccess(answer)) written.push(resultOf(answer))
  }
  const verdict = await judgePassword(openLdap, person, {
    password: current,
    turn: 'writing',
    ...(mayWrite && { onBound }),
  })
  switch (verdict) {
    // A locked account takes no current password, or a change would be a way to guess on.
    case 'wrong':
    case 'locked':
      return { outcome: 'wrong-current' }
    case 'disabled':
    case 'expired':
      return { outcome: verdict }
    case 'accepted':
    case 'must-change':
      // slapd lets nobody in whose password is too old, and they may lack the right to write their own:
      // it judged the current password all the same, so the rest is a reset.
      return written[0] ?? refused ?? (await resetPassword(openLdap, person, password))
    default:
      return verdict satisfies never
  }
}

async function asThemselves(
  connection: Connection,
  modification: Parameters<typeof modifyPassword>[1],
): ReturnType<typeof modifyPassword> {
  try {
    return await modifyPassword(connection, modification)
  } catch (error) {
    throw new ConnectionLost(connection.server, error)
  }
}

/** What our own reading of the rules refuses: all broken ones at once, where slapd names the first. */
function refusedByValue(
  openLdap: OpenLdap,
  { policy, name, displayName }: Person,
  password: Secret<string>,
): WriteResult | undefined {
  const rules = rulesOf(policy, openLdap.qualityRules)
  const broken = brokenRules(rules, password, [name, displayName])
  if (broken.length > 0) return { outcome: 'refused', broken }
  return isBindable(password) ? undefined : { outcome: 'refused', broken: ['character-classes'] }
}

/**
 * To a slapd that takes us for an administrator of passwords (`manage`), a password that we set has to be
 * changed again at once, though its owner just chose it. It is in force either way.
 */
async function forgetReset({ ldap }: OpenLdap, { dn, policy }: Person): Promise<void> {
  if (!policy?.mustChange) return
  try {
    const after = await ldap.read(
      (connection) => readEntry(connection, dn, { attributes: ['pwdReset'] }),
      'writing',
    )
    if (after?.text('pwdReset') !== 'TRUE') return
    // To delete what is absent would fail (16), should somebody be faster.
    const forget = changeOf('replace', 'pwdReset', 'FALSE')
    await ldap.write(({ client }) => client.modify(dn, [forget]))
  } catch (error) {
    const isFault = error instanceof DirectoryUnavailable || error instanceof ConnectionLost
    if (!isFault && !refusalOf(error)) throw error
  }
}
