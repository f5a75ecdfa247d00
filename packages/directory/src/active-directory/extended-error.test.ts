import { describe, expect, test } from 'vitest'
import { meaningOf } from './extended-error.ts'

describe('the meaning of a refused write', () => {
  test.each([
    ['Windows’ policy on a reset', 53, '0000052D: SvcErr: DSID-031A12D2, problem 5003', 'policy'],
    ['Windows’ policy on a change', 19, '0000052D: AtrErr: DSID-03191083, #1:', 'policy'],
    [
      'Samba’s policy',
      19,
      '0000052D: Constraint violation - check_password_restrictions',
      'policy',
    ],
    ['a wrong current password', 19, '00000056: AtrErr: DSID-03191F83, #1:', 'wrong-current'],
    ['a locked account', 19, '00000775: AtrErr: DSID-03190F80, #1:', 'locked'],
    ['a missing right', 50, '00000005: SecErr: DSID-031A1190, problem 4003', 'no-right'],
    ['a missing right with no code of its own', 50, 'acl: no', 'no-right'],
    ['somebody deleted meanwhile', 32, '0000208D: NameErr: DSID-0310020A', 'not-found'],
    ['a value changed meanwhile', 16, '00000057: LdapErr: DSID-0C090A85', 'changed-meanwhile'],
    ['a read-only domain controller', 10, '0000202B: RefErr: DSID-0310082F', 'other'],
    ['a missing control', 12, '00000057: LdapErr', 'other'],
  ])('is known for %s', (_, code, said, meaning) => {
    expect(meaningOf({ code, said })).toBe(meaning)
  })

  test('is not read out of the words behind the code', () => {
    expect(meaningOf({ code: 53, said: 'the text 0000052D: is no code here' })).toBe('other')
    expect(meaningOf({ code: 53, said: '0000001F: 0000052D: length' })).toBe('other')
  })
})
