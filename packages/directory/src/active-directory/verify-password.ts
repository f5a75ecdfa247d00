import { Secret } from '@latchkey/protocol'
import type { EntryId, PasswordVerdict } from '../directory.ts'
import { ownBind } from '../ldap/own-bind.ts'
import type { BindAnswer } from '../ldap/sign-in.ts'
import { verdictOf, verdictOfNobody } from './bind-answer.ts'
import type { ActiveDirectory } from './deps.ts'
import { readPerson } from './person.ts'

export async function verifyPassword(
  directory: ActiveDirectory,
  id: EntryId | undefined,
  password: Secret<string>,
): Promise<PasswordVerdict> {
  const { ldap, pace } = directory
  const composed = composedForm(password)
  if (!composed) return 'wrong'
  await pace.prime(ownBind(ldap))
  const person = await ldap.read((connection) => readPerson(connection, ldap.settings, id ?? ''))
  const bind = (dn: string) => () => ldap.signIn({ dn, password: composed })
  // A domain controller notes a wrong password for somebody, which takes its time, and nothing for nobody
  // or for whoever is locked out.
  if (!person) return verdictOfNobody(await pace.asLong(bind(dnOfNobody(directory))))
  return verdictOf(
    person.isLocked
      ? await pace.asLong(bind(person.dn))
      : await pace.timed(bind(person.dn), isRefused),
  )
}

function isRefused(answer: BindAnswer): boolean {
  return answer !== 'bound'
}

/** Binds as somebody who is about to be written to, and says what that proved. */
export async function judge(
  { ldap }: ActiveDirectory,
  dn: string,
  password: Secret<string>,
): Promise<PasswordVerdict> {
  const composed = composedForm(password)
  return composed ? verdictOf(await ldap.signIn({ dn, password: composed }, 'writing')) : 'wrong'
}

// RFC 4513 §5.1.2: a bind with an empty password succeeds, as nobody. NUL ends a text in some servers'
// hands, so a password with one behind it might be taken for the right one.
function composedForm(password: Secret<string>): Secret<string> | undefined {
  return password.use((value) =>
    value === '' || value.includes('\0') ? undefined : new Secret(value.normalize('NFC')),
  )
}

// No account can have this name, so the bind is one that fails.
function dnOfNobody({ base }: ActiveDirectory): string {
  return `CN=\\2A,CN=Users,${base}`
}
