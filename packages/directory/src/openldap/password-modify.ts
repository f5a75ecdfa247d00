import type { Secret } from '@latchkey/protocol'
import { BerWriter } from 'ldapts'
import { DirectoryUnavailable, type WriteResult } from '../directory.ts'
import type { Connection } from '../ldap/connect.ts'
import { isServerFault, type LdapRefusal, RESULT, refusalOf } from '../ldap/failure.ts'
import { askForPolicy, brokenBy, POLICY_ERROR } from './ppolicy-control.ts'

// RFC 3062: the server hashes. A modify of `userPassword` may store what it is given as it is.
const PASSWORD_MODIFY = '1.3.6.1.4.1.4203.1.11.1'
const [USER_IDENTITY, OLD_PASSWORD, NEW_PASSWORD] = [0x80, 0x81, 0x82] as const

export type Modification = {
  readonly dn: string
  readonly password: Secret<string>
  readonly old?: Secret<string>
}

/** A refusal, with the policy's own error where it sent one. */
export type PolicyRefusal = LdapRefusal & { readonly error: number | undefined }

// Two at once write the same old password into the history: slapd refuses the second one whole (20),
// or finds gone what it meant to remove (16).
const COLLIDED: readonly number[] = [RESULT.noSuchAttribute, 20]
const MOST_TRIES = 5

/** Sets a password; what the policy says is read on a refusal too, or nobody would know which rule it was. */
export async function modifyPassword(
  connection: Connection,
  modification: Modification,
): Promise<'written' | PolicyRefusal> {
  for (let n = 1; ; n += 1) {
    const answer = await modifyOnce(connection, modification)
    if (answer === 'written' || n >= MOST_TRIES || !COLLIDED.includes(answer.code)) return answer
  }
}

async function modifyOnce(
  { client }: Connection,
  modification: Modification,
): Promise<'written' | PolicyRefusal> {
  const policy = askForPolicy()
  try {
    await client.exop(PASSWORD_MODIFY, requestOf(modification), [policy])
    return 'written'
  } catch (error) {
    const refusal = refusalOf(error)
    if (!refusal || isServerFault(error)) throw error
    return { ...refusal, error: policy.value?.error }
  }
}

/** The value of the request (RFC 3062 §2). */
export function requestOf({ dn, password, old }: Modification): Buffer {
  const writer = new BerWriter()
  writer.startSequence()
  writer.writeString(dn, USER_IDENTITY)
  old?.use((value) => writer.writeString(value, OLD_PASSWORD))
  password.use((value) => writer.writeString(value, NEW_PASSWORD))
  writer.endSequence()
  return writer.buffer
}

/** What an answer means: by the policy's error where there is one, else by the result code. */
export function resultOf(answer: 'written' | PolicyRefusal): WriteResult {
  if (answer === 'written') return { outcome: 'written' }
  const { code, said, error } = answer
  const broken = brokenBy(error)
  if (broken) return { outcome: 'refused', broken: [broken], said }
  // Of a change, whose current password was another one a moment later.
  if (error === POLICY_ERROR.mustSupplyOld && code === RESULT.unwillingToPerform)
    return { outcome: 'wrong-current' }
  switch (code) {
    case RESULT.noSuchObject:
      return { outcome: 'not-found' }
    // With the policy's error: it wants the old password, or has nobody change their own.
    case RESULT.insufficientAccessRights:
      return { outcome: 'no-right', said }
    // An overlay besides ppolicy that judges passwords says no more than this.
    case RESULT.constraintViolation:
      return { outcome: 'refused', broken: ['character-classes'], said }
    default:
      // A server that only reads, or one that took us for nobody: it wrote nothing.
      throw new DirectoryUnavailable(`a new password was answered by ${code}: ${said}`, {
        reason: 'refused',
      })
  }
}

/** Whether it is the access rules that stopped a person, and neither the policy nor the password. */
export function isForAccess(answer: 'written' | PolicyRefusal): boolean {
  if (answer === 'written' || answer.error !== undefined) return false
  // 53: without the right to authenticate (`x`), slapd is unwilling to look at the old password.
  return (
    answer.code === RESULT.insufficientAccessRights || answer.code === RESULT.unwillingToPerform
  )
}
