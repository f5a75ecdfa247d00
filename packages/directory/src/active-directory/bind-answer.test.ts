import { describe, expect, test } from 'vitest'
import { DirectoryUnavailable } from '../directory.ts'
import { provesPassword, verdictOf } from './bind-answer.ts'

function refused(data: string, code = 49) {
  return {
    code,
    said: `80090308: LdapErr: DSID-0C09041C, comment: AcceptSecurityContext error, data ${data}, v4563`,
  }
}

describe('the verdict on a bind', () => {
  test('accepts what the directory accepted', () => {
    expect(verdictOf('bound')).toBe('accepted')
  })

  test.each([
    ['52e', 'wrong', false],
    ['525', 'wrong', false],
    ['775', 'locked', false],
    ['773', 'must-change', true],
    ['532', 'must-change', true],
    ['533', 'disabled', true],
    ['701', 'expired', true],
    ['530', 'disabled', true],
    ['531', 'disabled', true],
    ['52E', 'wrong', false],
  ] as const)('of data %s is %s', (data, verdict, isRight) => {
    expect(verdictOf(refused(data))).toBe(verdict)
    expect(provesPassword(refused(data))).toBe(isRight)
  })

  test.each([
    ['no code of its own', { code: 49, said: 'invalid credentials' }],
    ['a code that says nothing of the password', refused('51f')],
    ['another result', refused('52e', 53)],
  ])('is none for %s', (_, answer) => {
    expect(() => verdictOf(answer)).toThrow(DirectoryUnavailable)
  })
})
