import { describe, expect, test } from 'vitest'
import { type } from './surroundings.fixture.ts'

const FINDINGS = [
  { state: 'ok', about: 'server', says: 'dc1.corp.test:636 answers' },
  { state: 'warning', about: 'rights', says: 'can reset protected accounts' },
] as const
const GRANTS = [{ tool: 'dsacls', lines: ['dsacls "OU=People" /G …'] }]

describe('directory check', () => {
  const inspecting = (findings: readonly object[], seen: unknown[] = []) => ({
    inspectDirectories: async (name: string | undefined) => {
      seen.push(name)
      // as: a test gives only what it looks at.
      return [{ name: 'corp', findings, grants: GRANTS }] as never
    },
  })

  test('prints a line for each finding, and is content with warnings', async () => {
    const seen: unknown[] = []
    const line = ['directory', 'check', '--dev', '--name', 'corp']
    const { out, exitCode } = await type(line, { application: inspecting(FINDINGS, seen) })
    expect(out).toMatch(/^directory corp\nok {4}server {2}dc1/)
    expect(out).toMatch(/^look +rights +can reset/m)
    expect(out).not.toContain('dsacls')
    expect([exitCode, seen]).toEqual([0, ['corp']])
  })

  test('prints the commands for the least rights when asked', async () => {
    const application = inspecting(FINDINGS)
    const { out } = await type(['directory', 'check', '--dev', '--grants'], { application })
    expect(out).toContain('# dsacls\ndsacls "OU=People" /G …\n')
  })

  test('ends with 69 when something is wrong', async () => {
    const fault = { state: 'fault', about: 'certificate', says: 'of another name' }
    const application = inspecting([fault])
    expect((await type(['directory', 'check', '--dev'], { application })).exitCode).toBe(69)
  })

  test('says so where there is nothing to look at', async () => {
    const application = { inspectDirectories: async () => [] }
    const { exitCode, err } = await type(['directory', 'check', '--dev'], { application })
    expect([exitCode, err]).toEqual([65, expect.stringContaining('no directory over LDAP')])
  })
})

describe('directory canary', () => {
  const flight = {
    directory: 'corp',
    account: 'canary',
    passed: [{ stage: 'find', ms: 4 }],
  } as const

  test('prints what was passed', async () => {
    const application = { flyCanaries: async () => [flight] }
    const { out, exitCode } = await type(['directory', 'canary', '--dev'], { application })
    expect([out, exitCode]).toEqual(['corp: canary\n  find     ok     4 ms\n', 0])
  })

  test('says where it fell, and ends with 69', async () => {
    const fell = { stage: 'write', why: 'no-right' } as const
    const application = { flyCanaries: async () => [{ ...flight, fell }] }
    const { out, exitCode } = await type(['directory', 'canary', '--dev'], { application })
    expect(out).toContain('  write    WRONG  no-right\n')
    expect(exitCode).toBe(69)
  })

  test('says so where no directory names an account', async () => {
    const application = { flyCanaries: async () => [] }
    expect((await type(['directory', 'canary', '--dev'], { application })).exitCode).toBe(65)
  })
})
