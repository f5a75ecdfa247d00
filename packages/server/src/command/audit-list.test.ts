import { describe, expect, test } from 'vitest'
import type { AuditRow } from '../store/audit.ts'
import type { AuditFilter } from './application.ts'
import { NOW, type } from './surroundings.fixture.ts'

const reset: AuditRow = {
  seq: 7,
  at: NOW,
  activity: 'password.reset',
  outcome: 'succeeded',
  reason: null,
  actor: 'prn_alice',
  target: 'prn_alice',
  targetName: 'alice\u009b2J',
  address: '192.0.2.1',
  clientType: 'Browser',
  clientKind: 'browser',
  clientOs: null,
  clientVersion: null,
  machine: null,
  machineId: null,
  flow: 'flw_1',
  operation: null,
  gates: ['email'],
  policyVersion: 1,
  detail: null,
}

function listing(seen: AuditFilter[] = []) {
  return {
    listAudit: async (filter: AuditFilter) => {
      seen.push(filter)
      return (async function* () {
        yield reset
        yield { ...reset, seq: 6, targetName: null }
      })()
    },
  }
}

describe('audit list', () => {
  test('prints a line for each event under a head', async () => {
    const { exitCode, out } = await type(['audit', 'list', '--dev'], { application: listing() })
    const lines = out.split('\n')
    expect([exitCode, lines.length]).toEqual([0, 4])
    expect(lines[0]).toMatch(/^TIME +PERSON +ACTIVITY +OUTCOME/)
    expect(lines[1]).toMatch(
      /^2030-01-31T12:00:00.000Z {2}alice\uFFFD2J +password.reset +succeeded/,
    )
    expect(lines[1]?.indexOf('password.reset')).toBe(lines[0]?.indexOf('ACTIVITY'))
  })

  test('prints JSON lines and nothing else', async () => {
    const line = ['audit', 'list', '--json', '--dev']
    const { out } = await type(line, { application: listing() })
    const events = out.trimEnd().split('\n')
    expect(events.map((event) => JSON.parse(event))).toEqual([
      { ...reset, at: '2030-01-31T12:00:00.000Z' },
      { ...reset, seq: 6, targetName: null, at: '2030-01-31T12:00:00.000Z' },
    ])
    expect(out).not.toContain('\u009b')
  })

  test('filters by person, flow and time', async () => {
    const seen: AuditFilter[] = []
    const filters = ['--person', 'alice', '--flow', 'flw_abc', '--since', '24h']
    await type(['audit', 'list', '--dev', ...filters], { application: listing(seen) })
    expect(seen).toEqual([{ person: 'alice', flow: 'flw_abc', since: NOW - 86_400_000 }])
  })

  test.each([
    ['--since', 'yesterday'],
    ['--flow', 'ses_1'],
  ])('refuses %s %s', async (option, value) => {
    const { exitCode, err } = await type(['audit', 'list', '--dev', option, value])
    expect([exitCode, err]).toEqual([64, expect.stringContaining(`${option} takes`)])
  })

  test('refuses a person that nobody knows', async () => {
    const application = { listAudit: async () => 'unknown-person' as const }
    const line = ['audit', 'list', '--dev', '--person', 'x']
    expect(await type(line, { application })).toMatchObject({ exitCode: 65, closed: 1 })
  })
})
