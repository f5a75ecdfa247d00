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

/** What a bind proved; throws `DirectoryUnavailable` for an answer that says nothing of the password. */
export function verdictOf(answer: BindAnswer): PasswordVerdict {
  if (answer === 'bound') return 'accepted'
  const verdict = answer.code === RESULT.invalidCredentials && VERDICTS[dataOf(answer)]
  if (verdict) return verdict
  throw new DirectoryUnavailable(answer.said, { reason: 'refused' })
}

/** Whether a refused bind shows that the password was right. */
export function provesPassword(refusal: LdapRefusal): boolean {
  const verdict = VERDICTS[dataOf(refusal)]
  return verdict !== undefined && verdict !== 'wrong' && verdict !== 'locked'
}

function dataOf({ said }: LdapRefusal): string {
  return /\bdata ([0-9a-f]+)\b/i.exec(said)?.[1]?.toLowerCase() ?? ''
}
