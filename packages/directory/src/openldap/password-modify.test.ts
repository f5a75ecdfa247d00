import { Secret } from '@latchkey/protocol'
import { describe, expect, test } from 'vitest'
import { DirectoryUnavailable } from '../directory.ts'
import { isForAccess, requestOf, resultOf } from './password-modify.ts'

const refused = (code: number, error?: number) => ({ code, error, said: 'in slapd’s words' })

describe('requestOf', () => {
  test('is the request of RFC 3062', () => {
    const request = requestOf({ dn: 'uid=a', password: new Secret('né') })
    expect(request.toString('hex')).toBe(
      ['300c', '8005', Buffer.from('uid=a').toString('hex'), '8203', '6ec3a9'].join(''),
    )
  })

  test('has the old password between', () => {
    const request = requestOf({ dn: 'u', password: new Secret('n'), old: new Secret('o') })
    expect(request.toString('hex')).toBe('300980017581016f82016e')
  })
})

describe('resultOf', () => {
  test('is written where slapd says so, and only there', () => {
    expect(resultOf('written')).toEqual({ outcome: 'written' })
  })

  test.each([
    [5, 'character-classes'],
    [6, 'min-length'],
    [7, 'min-age'],
    [8, 'history'],
    [9, 'max-length'],
  ] as const)('knows the rule behind policy error %i', (error, code) => {
    expect(resultOf(refused(19, error))).toEqual({
      outcome: 'refused',
      broken: [code],
      said: 'in slapd’s words',
    })
  })

  test.each([
    [50, undefined],
    [50, 3],
    [50, 4],
  ])('is no right with code %i and policy error %s', (code, error) => {
    expect(resultOf(refused(code, error))).toMatchObject({ outcome: 'no-right' })
  })

  test('is a wrong current password where slapd looked at it', () => {
    expect(resultOf(refused(53, 4))).toEqual({ outcome: 'wrong-current' })
  })

  test('is not found where the entry is gone', () => {
    expect(resultOf(refused(32))).toEqual({ outcome: 'not-found' })
  })

  test('is a password not good enough where another overlay refuses it', () => {
    expect(resultOf(refused(19))).toMatchObject({ broken: ['character-classes'] })
  })

  test.each([1, 2, 8, 10, 51, 52, 53, 80])('throws where slapd can’t write: code %i', (code) => {
    expect(() => resultOf(refused(code))).toThrow(DirectoryUnavailable)
  })
})

describe('isForAccess', () => {
  test.each([50, 53])('holds for code %i without the policy’s word', (code) => {
    expect(isForAccess(refused(code))).toBe(true)
  })

  test('does not hold for what the policy refused, nor for what was written', () => {
    expect(isForAccess(refused(50, 3))).toBe(false)
    expect(isForAccess(refused(53, 4))).toBe(false)
    expect(isForAccess('written')).toBe(false)
  })
})
