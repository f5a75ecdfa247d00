import { describe, expect, test } from 'vitest'
import type { PassWish } from '../app/helpdesk-pass.ts'
import { NOW, type } from './surroundings.fixture.ts'

const ISSUE = ['pass', 'issue', 'alice', '--dev']
const CHECKED = ['--checked-how', 'called back on the number in the file']

function issuing(seen: PassWish[] = []) {
  return {
    issuePass: async (wish: PassWish) => {
      seen.push(wish)
      return { outcome: 'issued', pass: '7K0Q-1XZ2-M9AB', expiresAt: NOW } as const
    },
  }
}

describe('pass issue', () => {
  test('prints the pass and until when it is good', async () => {
    const { out } = await type([...ISSUE, ...CHECKED], { application: issuing() })
    expect(out).toBe('7K0Q-1XZ2-M9AB\ngood once, until 2030-01-31T12:00:00.000Z\n')
  })

  test.each([
    ['one hour where nothing is said', [], 3_600_000],
    ['a quarter of an hour at least', ['--valid', '15m'], 900_000],
    ['a day at most', ['--valid', '24h'], 86_400_000],
  ])('asks for %s', async (_, valid, validMs) => {
    const seen: PassWish[] = []
    await type([...ISSUE, ...CHECKED, ...valid], { application: issuing(seen) })
    const checkedHow = 'called back on the number in the file'
    expect(seen).toEqual([{ name: 'alice', checkedHow, validMs, locale: 'en' }])
  })

  test.each([
    ['without a word on how the person was checked', []],
    ['with an empty one', ['--checked-how', '  ']],
    ['with one of several lines', ['--checked-how', 'called\nback']],
    ['with one that moves the cursor', ['--checked-how', 'called \u001b[2K']],
    ['with one that is longer than a line', ['--checked-how', 'a'.repeat(201)]],
    ['for fourteen minutes', [...CHECKED, '--valid', '14m']],
    ['for more than a day', [...CHECKED, '--valid', '25h']],
    ['for ever', [...CHECKED, '--valid', '0h']],
    ['for a time that is none', [...CHECKED, '--valid', 'long']],
    ['in a language that is none', [...CHECKED, '--language', 'xx']],
    ['for nobody', [...CHECKED, 'bob']],
  ])('is refused %s, and opens nothing', async (_, options) => {
    const { exitCode, opened, out } = await type([...ISSUE, ...options])
    expect([exitCode, opened, out]).toEqual([64, 0, ''])
  })

  test('refuses a name that nobody has', async () => {
    const application = { issuePass: async () => ({ outcome: 'unknown-person' }) as const }
    const { exitCode, out } = await type([...ISSUE, ...CHECKED], { application })
    expect([exitCode, out]).toEqual([65, ''])
  })

  test.each(['not-allowed', 'frozen', 'disabled', 'expired'] as const)(
    'says why where it is %s',
    async (outcome) => {
      const application = { issuePass: async () => ({ outcome }) }
      const { exitCode, out, err } = await type([...ISSUE, ...CHECKED], { application })
      expect([exitCode, out]).toEqual([77, ''])
      expect(err).toContain('pass issue was refused. ')
    },
  )
})

describe('pass revoke', () => {
  test.each([
    ['done', 'revoked\n'],
    ['nothing-to-do', 'nothing to do: no open pass\n'],
  ] as const)('says that it is %s', async (outcome, said) => {
    const application = { revokePass: async () => ({ outcome }) }
    expect((await type(['pass', 'revoke', 'alice', '--dev'], { application })).out).toBe(said)
  })

  test('refuses a name that nobody has', async () => {
    const application = { revokePass: async () => ({ outcome: 'unknown-person' }) as const }
    const { exitCode } = await type(['pass', 'revoke', 'x', '--dev'], { application })
    expect(exitCode).toBe(65)
  })
})
