import { describe, expect, test } from 'vitest'
import type { MachineRecord } from '../store/machine.ts'
import { NOW, type } from './surroundings.fixture.ts'

const MACHINE: MachineRecord = {
  id: 'mch_1',
  name: 'PC-7',
  state: 'pending',
  publicKey: new Uint8Array(),
  os: '6.1.7601',
  version: null,
  address: '192.0.2.7',
  code: null,
  createdAt: NOW,
  seenAt: NOW,
}

describe('machine list', () => {
  test('prints a line for each under a head', async () => {
    const seen: unknown[] = []
    const application = {
      listMachines: async (state: unknown) => {
        seen.push(state)
        return [MACHINE]
      },
    }
    const line = ['machine', 'list', '--dev', '--state', 'pending']
    const { out } = await type(line, { application })
    expect(out).toBe(
      'ID     NAME  STATE    WINDOWS   ADDRESS    ENROLLED                  SEEN\n' +
        'mch_1  PC-7  pending  6.1.7601  192.0.2.7  2030-01-31T12:00:00.000Z  2030-01-31T12:00:00.000Z\n',
    )
    expect(seen).toEqual(['pending'])
  })

  test('refuses a state that there is not', async () => {
    const { exitCode, opened } = await type(['machine', 'list', '--dev', '--state', 'x'])
    expect([exitCode, opened]).toEqual([64, 0])
  })
})

describe.each([
  ['approve', 'approved'],
  ['revoke', 'revoked'],
])('machine %s', (decision, done) => {
  test('says what was done', async () => {
    const seen: unknown[] = []
    const application = {
      decideOnMachine: async (...asked: unknown[]) => {
        seen.push(asked)
        return 'done' as const
      },
    }
    const { out } = await type(['machine', decision, 'mch_1', '--dev'], { application })
    expect([out, seen]).toEqual([`${done}\n`, [['mch_1', decision]]])
  })

  test('says when there was nothing to do', async () => {
    const application = { decideOnMachine: async () => 'nothing-to-do' as const }
    const { exitCode, out } = await type(['machine', decision, 'mch_1', '--dev'], { application })
    expect([exitCode, out]).toEqual([0, `nothing to do: ${done} already\n`])
  })

  test('refuses a machine that is not there, and what is no id', async () => {
    const application = { decideOnMachine: async () => 'unknown-machine' as const }
    const unknown = await type(['machine', decision, 'mch_1', '--dev'], { application })
    expect([unknown.exitCode, unknown.err]).toEqual([65, 'latchkey: there is no machine mch_1\n'])
    expect(await type(['machine', decision, 'PC-7', '--dev'])).toMatchObject({ exitCode: 64 })
  })
})

describe('machine code', () => {
  const line = (...options: string[]) => ['machine', 'code', '--dev', ...options]

  test('shows the code once, and until when it is good', async () => {
    const seen: unknown[] = []
    const application = {
      issueMachineCode: async (wish: unknown) => {
        seen.push(wish)
        return { id: 'mcd_1', code: 'AAAAA-BBBBB', expiresAt: NOW } as const
      },
    }
    const networks = ['--network', '10.0.0.0/8', '--network', '2001:db8::/32']
    const { out } = await type(line('--uses', '200', '--valid', '7d', ...networks), { application })
    expect(out).toBe('AAAAA-BBBBB\nmcd_1, good for 200, until 2030-01-31T12:00:00.000Z\n')
    expect(seen).toEqual([
      { uses: 200, validMs: 7 * 86_400_000, networks: ['10.0.0.0/8', '2001:db8::/32'] },
    ])
  })

  test.each([
    [['--valid', '7d'], '--uses'],
    [['--uses', '0', '--valid', '7d'], '--uses'],
    [['--uses', '100001', '--valid', '7d'], '--uses'],
    [['--uses', '1'], '--valid'],
    [['--uses', '1', '--valid', 'ever'], '--valid'],
    [['--uses', '1', '--valid', '91d'], '--valid'],
    [['--uses', '1', '--valid', '7d', '--network', 'office'], '--network'],
  ])('refuses %j', async (options, named) => {
    const { exitCode, err, opened } = await type(line(...options))
    expect([exitCode, opened]).toEqual([64, 0])
    expect(err).toContain(`${named} takes`)
  })
})
