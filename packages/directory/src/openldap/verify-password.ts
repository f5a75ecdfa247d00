import { randomUUID } from 'node:crypto'
import { Secret } from '@latchkey/protocol'
import { DirectoryUnavailable, type EntryId, type PasswordVerdict } from '../directory.ts'
import type { Connection } from '../ldap/connect.ts'
import type { LdapRefusal } from '../ldap/failure.ts'
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
}

/** Judges the password of a person who was just read, by one bind. */
export async function judgePassword(
  openLdap: OpenLdap,
  person: Person,
  { password, onBound }: SignIn,
): Promise<PasswordVerdict> {
  const policy = askForPolicy()
  const { dn, state } = person
  const bind = () =>
    openLdap.ldap.signIn({ dn, password, controls: [policy], ...(onBound && { onBound }) })
  // slapd hashes nothing for an account that it does not open, either.
  const isOpen = !state.isLocked && !state.isDisabled && !state.isExpired
  const answer = isOpen
    ? await openLdap.pace.timed(bind, (one) => one !== 'bound')
    : await openLdap.pace.asLong(bind)
  const { error, graceAuthNsRemaining: grace } = policy.value ?? {}
  if (answer === 'bound') {
    const mustChange = error === POLICY_ERROR.changeAfterReset || grace !== undefined
    return closedBy(person) ?? (mustChange ? 'must-change' : 'accepted')
  }
  refuseStrangeAnswer(answer)
  // Comes with the right password only.
  if (error === POLICY_ERROR.passwordExpired) return 'must-change'
  const closed = closedBy(person)
  if (closed) return (await isRight(openLdap, dn, password)) ? closed : 'wrong'
  // A slapd without `ppolicy_use_lockout` does not say that an account is locked.
  return error === POLICY_ERROR.accountLocked || state.isLocked ? 'locked' : 'wrong'
}

function closedBy({ state }: Person): 'disabled' | 'expired' | undefined {
  if (state.isDisabled) return 'disabled'
  return state.isExpired ? 'expired' : undefined
}

async function isRight({ ldap }: OpenLdap, dn: string, password: Secret<string>): Promise<boolean> {
  const madeUp = new Secret(randomUUID())
  return await ldap.read((connection) => provePassword(connection, dn, password, madeUp))
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
