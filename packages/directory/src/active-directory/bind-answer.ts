import { DirectoryUnavailable, type PasswordVerdict } from '../directory.ts'
import { type LdapRefusal, RESULT } from '../ldap/failure.ts'
import type { BindAnswer } from '../ldap/sign-in.ts'

// Win32 codes (MS-ERREF 2.2) behind "data". All but the first two come with the right password only,
// and that of a lockout with any.
const VERDICTS: Readonly<Record<string, PasswordVerdict>> = {
  '52e': 'wrong',
  '525': 'wrong',
  '775': 'locked',
  '773': 'must-change',
  '532': 'must-change',
  '533': 'disabled',
  '701': 'expired',
  // Not at this hour, not from here, not in this way: the directory refuses sign-in, and so do we.
  '530': 'disabled',
  '531': 'disabled',
  '569': 'disabled',
}

/**
 * What a bind proved. Any 49 that says nothing known is a wrong password: an answer of its own would tell who
 * exists. Throws `DirectoryUnavailable` for an answer that is no judgement of the password.
 */
export function verdictOf(answer: BindAnswer): PasswordVerdict {
  if (answer === 'bound') return 'accepted'
  refuseStrangeAnswer(answer)
  return VERDICTS[dataOf(answer)] ?? 'wrong'
}

/** The same of a bind as nobody: its reasons are not read, as they could only tell that it was nobody. */
export function verdictOfNobody(answer: BindAnswer): 'wrong' {
  if (answer !== 'bound') refuseStrangeAnswer(answer)
  return 'wrong'
}

function refuseStrangeAnswer({ code, said }: LdapRefusal): void {
  if (code === RESULT.invalidCredentials) return
  throw new DirectoryUnavailable(said, { reason: 'refused' })
}

/** Whether a refused bind shows that the password was right. */
export function provesPassword(refusal: LdapRefusal): boolean {
  const verdict = VERDICTS[dataOf(refusal)]
  return verdict !== undefined && verdict !== 'wrong' && verdict !== 'locked'
}

function dataOf({ said }: LdapRefusal): string {
  return /\bdata ([0-9a-f]+)\b/i.exec(said)?.[1]?.toLowerCase() ?? ''
}
