import { describe, expect, test } from 'vitest'
import { NOW, type } from './surroundings.fixture.ts'

const REAL = {
  LATCHKEY__HTTP__LISTEN: '0.0.0.0:443',
  LATCHKEY__HTTP__PUBLIC_URL: 'https://reset.example.org',
  LATCHKEY__HTTP__TRUSTED_PROXIES: '10.0.0.1',
  LATCHKEY__STORE__URL: 'sqlite:/var/lib/latchkey/latchkey.db',
  LATCHKEY__KEYS__FILE: '/var/lib/latchkey/keys.json',
  LATCHKEY__DIRECTORY__0__NAME: 'corp',
  LATCHKEY__DIRECTORY__0__KIND: 'embedded',
}

describe('migrate', () => {
  test('is the command that may change the schema', async () => {
    const application = { migrate: async () => ['0001-first', '0002-second'] }
    const { out, mayMigrate } = await type(['migrate', '--dev'], { application })
    expect(out).toBe('migrated 0001-first\nmigrated 0002-second\n')
    expect(mayMigrate).toEqual([true])
  })

  test('says when there is nothing to do', async () => {
    const application = { migrate: async () => [] }
    expect(await type(['migrate', '--dev'], { application })).toMatchObject({
      out: 'nothing to do\n',
    })
  })
})

describe('config', () => {
  test('check says what works', async () => {
    const application = { startupChecks: async () => [{ name: 'store' }] }
    const result = await type(['config', 'check', '--dev'], { application })
    expect(result).toMatchObject({
      exitCode: 0,
      out: 'configuration  well\nstore          well\n',
      mayMigrate: [false],
    })
  })

  test('check fails when something does not work', async () => {
    const application = { startupChecks: async () => [{ name: 'smtp', failure: 'refused' }] }
    const { exitCode, out } = await type(['config', 'check', '--dev'], { application })
    expect([exitCode, out]).toEqual([69, expect.stringContaining('smtp           refused')])
  })

  test('show prints the values and opens nothing', async () => {
    const { exitCode, out, opened } = await type(['config', 'show', '--dev'])
    expect([exitCode, opened]).toEqual([0, 0])
    expect(out).toContain('public-url = "http://localhost:8080"')
  })
})

describe('seed', () => {
  test('adds people to a trial', async () => {
    const application = { seed: async (people: number) => people * 4 }
    const result = await type(['seed', '--people', '10', '--dev'], { application })
    expect(result).toMatchObject({ exitCode: 0, out: 'added 40 people\n' })
  })

  test('is refused outside a trial', async () => {
    const env = { ...REAL, LATCHKEY_CONFIG: '/dev/null' }
    const { exitCode, err, opened } = await type(['seed', '--people', '10'], { env })
    expect([exitCode, err, opened]).toEqual([77, expect.stringContaining('in a trial only'), 0])
  })
})

test('admin invite prints the link and until when it is good', async () => {
  const invitation = { url: 'http://localhost:8080/invitation#x', expiresAt: NOW }
  const application = { inviteAdministrator: async () => invitation }
  const { out } = await type(['admin', 'invite', 'erin', '--dev'], { application })
  expect(out).toBe(`${invitation.url}\ngood once, until 2030-01-31T12:00:00.000Z\n`)
})

test('admin invite refuses a name that nobody has', async () => {
  const application = { inviteAdministrator: async () => 'unknown-person' as const }
  const line = ['admin', 'invite', 'x', '--dev']
  expect(await type(line, { application })).toMatchObject({ exitCode: 65, out: '' })
})

test('keys rotate names the new key and asks for a backup', async () => {
  const application = { rotateKeys: async () => ({ key: '0a1b2c3d' }) }
  const { out } = await type(['keys', 'rotate', '--dev'], { application })
  expect(out).toMatch(/^key 0a1b2c3d seals .*\nback up/)
})
