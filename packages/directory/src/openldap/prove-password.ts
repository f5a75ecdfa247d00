import { randomBytes, randomUUID } from 'node:crypto'
import { Secret } from '@latchkey/protocol'
import { change } from '../ldap/change.ts'
import type { Connection } from '../ldap/connect.ts'
import { RESULT, refusalOf } from '../ldap/failure.ts'
import { NeverControl } from './never-control.ts'
import { askForPolicy, brokenBy, POLICY_ERROR } from './ppolicy-control.ts'

const ASSERTION_FAILED = 122

/** What slapd made of a change from `old` that it was told never to carry out. */
export type Probe = 'old-is-wrong' | 'went-through' | 'refused-by-policy' | 'cannot-tell'

/**
 * Asks slapd whether `old` is the password, of an account that it lets nobody bind as: of a modify that
 * replaces `old` it judges `old` first, then the new password, and then meets our assertion and stops.
 */
export async function probe(
  connection: Connection,
  dn: string,
  old: Secret<string>,
): Promise<Probe> {
  const policy = askForPolicy()
  const unguessed = `${randomBytes(18).toString('base64url')}-Aa1`
  try {
    await old.use((value) =>
      connection.client.modify(
        dn,
        [change('delete', 'userPassword', value), change('add', 'userPassword', unguessed)],
        [new NeverControl(), policy],
      ),
    )
    throw new Error('slapd carried out what it was told never to')
  } catch (error) {
    const code = refusalOf(error)?.code
    if (code === undefined) throw error
    return readProbe(code, policy.value?.error)
  }
}

function readProbe(code: number, error: number | undefined): Probe {
  if (code === ASSERTION_FAILED) return 'went-through'
  if (error === POLICY_ERROR.mustSupplyOld && code === RESULT.unwillingToPerform)
    return 'old-is-wrong'
  // The minimum age is looked at before the old password.
  if (error === POLICY_ERROR.tooYoung) return 'cannot-tell'
  return brokenBy(error) === undefined ? 'cannot-tell' : 'refused-by-policy'
}

/**
 * Whether a password is the one in force, without a bind. False where slapd can't tell: for an account
 * that policy does not bind it lets every old password pass, so a made-up one has to fail. That is asked
 * after a password that seemed right only: a wrong one costs one request, as everywhere.
 */
export async function provePassword(
  connection: Connection,
  dn: string,
  password: Secret<string>,
): Promise<boolean> {
  const answer = await probe(connection, dn, password)
  if (answer !== 'went-through' && answer !== 'refused-by-policy') return false
  return (await probe(connection, dn, new Secret(randomUUID()))) === 'old-is-wrong'
}
