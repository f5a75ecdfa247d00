import { describe, expect, test } from 'vitest'
import { NOW, type } from './surroundings.fixture.ts'

const line = (...options: string[]) => ['person', 'enrol-link', 'frank', '--dev', ...options]
const CHECKED = ['--checked-how', 'called back on the number in the file']
const issuing = (outcome: unknown, seen: unknown[] = []) => ({
  issueEnrolmentLink: async (wish: unknown) => {
    seen.push(wish)
    // as: each test says what comes back.
    return outcome as never
  },
})
const ISSUED = { outcome: 'issued', url: 'https://reset.example.org/enrol/x', expiresAt: NOW }

describe('person enrol-link', () => {
  test('prints the link once, with its end', async () => {
    const seen: unknown[] = []
    const { out, exitCode } = await type(line(...CHECKED), {
      application: issuing(ISSUED, seen),
      env: { USER: 'root', SUDO_USER: 'helga' },
    })
    expect([exitCode, out]).toEqual([
      0,
      'https://reset.example.org/enrol/x\ngood once, until 2030-01-31T12:00:00.000Z\n',
    ])
    expect(seen).toEqual([
      {
        name: 'frank',
        checkedHow: 'called back on the number in the file',
        issuer: 'helga',
        validMs: 3_600_000,
        replaces: false,
        locale: 'en',
      },
    ])
  })

  test('takes a time, a language, and that it replaces', async () => {
    const seen: unknown[] = []
    const options = ['--valid', '15m', '--replace', '--language', 'fr']
    await type(line(...CHECKED, ...options), { application: issuing(ISSUED, seen) })
    expect(seen).toMatchObject([{ validMs: 900_000, replaces: true, locale: 'fr' }])
  })

  test.each([
    ['frozen', 'lift the freeze'],
    ['disabled', 'disabled'],
    ['expired', 'expired'],
    ['enrolled-already', '--replace'],
  ])('says why not: %s', async (outcome, words) => {
    const { exitCode, err } = await type(line(...CHECKED), { application: issuing({ outcome }) })
    expect([exitCode, err]).toEqual([77, expect.stringContaining(words)])
  })

  test('refuses a name that nobody has', async () => {
    const application = issuing({ outcome: 'unknown-person' })
    expect((await type(line(...CHECKED), { application })).exitCode).toBe(65)
  })

  test.each([
    [[], '--checked-how'],
    [['--checked-how', ' x '], '--checked-how'],
    [['--checked-how', 'two\nlines'], '--checked-how'],
    [['--checked-how', 'x'.repeat(201)], '--checked-how'],
    [[...CHECKED, '--valid', '14m'], '--valid'],
    [[...CHECKED, '--valid', '25h'], '--valid'],
    [[...CHECKED, '--language', 'de'], '--language'],
  ])('refuses %j', async (options, named) => {
    const { exitCode, err, opened } = await type(line(...options))
    expect([exitCode, opened]).toEqual([64, 0])
    expect(err).toContain(`${named} takes`)
  })
})
