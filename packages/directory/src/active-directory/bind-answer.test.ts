import { describe, expect, test } from 'vitest'
import { DirectoryUnavailable } from '../directory.ts'
import { provesPassword, verdictOf, verdictOfNobody } from './bind-answer.ts'

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

  // An answer of its own would tell who exists, or whose account is a strange one.
  test.each([
    ['no code of its own', { code: 49, said: 'invalid credentials' }],
    ['a code that nobody listed', refused('51f')],
  ])('is wrong for %s', (_, answer) => {
    expect(verdictOf(answer)).toBe('wrong')
    expect(provesPassword(answer)).toBe(false)
  })

  test('is none for another result, of somebody and of nobody', () => {
    expect(() => verdictOf(refused('52e', 53))).toThrow(DirectoryUnavailable)
    expect(() => verdictOfNobody(refused('52e', 53))).toThrow(DirectoryUnavailable)
  })

  test('is wrong for nobody, whatever the reason says', () => {
    for (const data of ['525', '533', '775', '51f'])
      expect(verdictOfNobody(refused(data))).toBe('wrong')
  })
})
