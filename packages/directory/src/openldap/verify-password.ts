import { randomUUID } from 'node:crypto'
import type { Secret } from '@latchkey/protocol'
import { DirectoryUnavailable, type EntryId, type PasswordVerdict } from '../directory.ts'
import type { Connection } from '../ldap/connect.ts'
import type { LdapRefusal } from '../ldap/failure.ts'
import { ownBind } from '../ldap/own-bind.ts'
import type { Turn } from '../ldap/pool.ts'
import type { BindAnswer } from '../ldap/sign-in.ts'
import { isBindable } from './bindable.ts'
import type { OpenLdap } from './deps.ts'
import { nobody } from './find.ts'
import { type Person, readPerson } from './person.ts'
import { askForPolicy, POLICY_ERROR } from './ppolicy-control.ts'
import { provePassword } from './prove-password.ts'

export async function verifyPassword(
  openLdap: OpenLdap,
  id: EntryId | undefined,
  password: Secret<string>,
): Promise<PasswordVerdict> {
  if (!isBindable(password)) return 'wrong'
  await openLdap.pace.prime(ownBind(openLdap.ldap))
  const person = await openLdap.ldap.read((connection) =>
    readPerson(openLdap, connection, id ?? randomUUID()),
  )
  if (person) return await judgePassword(openLdap, person, { password })
  const { dn } = nobody(openLdap)
  const bind = () => openLdap.ldap.signIn({ dn, password, controls: [askForPolicy()] })
  await openLdap.pace.asLong(bind)
  return 'wrong'
}

export type SignIn = {
  readonly password: Secret<string>
  /** What to do as that person, once slapd let them in; see `Ldap.signIn`. */
  readonly onBound?: (connection: Connection) => Promise<void>
  readonly turn?: Turn | undefined
}

/** Judges the password of a person who was just read, by one bind. */
export async function judgePassword(
  openLdap: OpenLdap,
  person: Person,
  { password, onBound, turn }: SignIn,
): Promise<PasswordVerdict> {
  const { dn, state } = person
  if (state.isShut) return await judgeShut(openLdap, person, { password, turn })
  const policy = askForPolicy()
  const bind = () =>
    openLdap.ldap.signIn({ dn, password, controls: [policy], ...(onBound && { onBound }) }, turn)
  // slapd hashes nothing for an account that is locked, either.
  const answer = state.isLocked
    ? await openLdap.pace.asLong(bind)
    : await openLdap.pace.timed(bind, (one) => one !== 'bound')
  const { error, graceAuthNsRemaining: grace } = policy.value ?? {}
  if (answer === 'bound') {
    const mustChange = error === POLICY_ERROR.changeAfterReset || grace !== undefined
    return closedBy(person) ?? (mustChange ? 'must-change' : 'accepted')
  }
  refuseStrangeAnswer(answer)
  // Comes with the right password only.
  if (error === POLICY_ERROR.passwordExpired) return 'must-change'
  // A slapd without `ppolicy_use_lockout` does not say that an account is locked.
  return error === POLICY_ERROR.accountLocked || state.isLocked ? 'locked' : 'wrong'
}

function closedBy({ state }: Person): 'disabled' | 'expired' | undefined {
  if (state.isDisabled) return 'disabled'
  return state.isExpired ? 'expired' : undefined
}

/**
 * Judges the password of an account that slapd lets nobody into. In the place of the bind, and not after it,
 * and for as long as one takes: three requests where others cost one would tell who was disabled.
 */
async function judgeShut(
  { ldap, pace }: OpenLdap,
  person: Person,
  { password, turn }: SignIn,
): Promise<PasswordVerdict> {
  const isRight = await pace.asLong(() =>
    ldap.read((connection) => provePassword(connection, person.dn, password), turn),
  )
  return (isRight && closedBy(person)) || 'wrong'
}

// RFC 4511 §4.2.2: 48 for an entry without a password, 49 for a wrong one.
const NOT_LET_IN: readonly number[] = [48, 49]

// Anything else is no judgement of the password: a bind that the server's settings forbid, say.
function refuseStrangeAnswer(answer: Exclude<BindAnswer, 'bound'> & LdapRefusal): void {
  if (NOT_LET_IN.includes(answer.code)) return
  throw new DirectoryUnavailable(`a bind was answered by ${answer.code}: ${answer.said}`, {
    reason: 'refused',
  })
}
