import { type LdapRefusal, RESULT } from '../ldap/failure.ts'

/** What a domain controller means by refusing a write. */
export type Refused =
  | 'policy'
  | 'wrong-current'
  | 'locked'
  | 'no-right'
  | 'not-found'
  | 'changed-meanwhile'
  | 'other'

// Win32 codes (MS-ERREF 2.2), as they stand at the head of the answer.
const BY_CODE: Readonly<Record<string, Refused>> = {
  '00000056': 'wrong-current',
  '0000052b': 'wrong-current',
  '0000052c': 'policy',
  '0000052d': 'policy',
  '00000775': 'locked',
  '00000005': 'no-right',
  '00002098': 'no-right',
}

/** Classifies a refused write, by the extended code where there is one and else by the result code. */
export function meaningOf({ code, said }: LdapRefusal): Refused {
  const [, extended = ''] = /^([0-9a-f]{8}):/i.exec(said) ?? []
  const known = BY_CODE[extended.toLowerCase()]
  if (known) return known
  if (code === RESULT.insufficientAccessRights) return 'no-right'
  if (code === RESULT.noSuchObject) return 'not-found'
  if (code === RESULT.noSuchAttribute) return 'changed-meanwhile'
  return 'other'
}
