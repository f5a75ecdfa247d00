import { DirectoryUnavailable } from '@latchkey/directory'
import { describe, expect, test } from 'vitest'
import { StoreRefused, StoreUnavailable } from '../store/store-fault.ts'
import { COMMANDS } from './registry.ts'
import { type } from './surroundings.fixture.ts'

describe('the command line', () => {
  test('tells its version', async () => {
    expect(await type(['--version'])).toMatchObject({ exitCode: 0, out: 'latchkey 1.2.3\n' })
  })

  test('lists every command', async () => {
    const { exitCode, out } = await type(['help'])
    expect(exitCode).toBe(0)
    for (const { name, summary } of COMMANDS) {
      expect(out).toContain(`  ${name}`)
      expect(out).toContain(summary)
    }
  })

  test.each([[['help', 'audit', 'list']], [['audit', 'list', '--help']]])(
    'tells of one command: %j',
    async (line) => {
      const { exitCode, out } = await type(line)
      expect(exitCode).toBe(0)
      expect(out).toContain('usage: latchkey audit list [--person NAME]')
    },
  )

  test.each([[['fly']], [['audit']], [['audit', 'fly']], [[]], [['help', 'fly']], [['--fly']]])(
    'refuses %j with its usage on standard error',
    async (line) => {
      const { exitCode, out, err } = await type(line)
      expect(exitCode).toBe(64)
      expect(out).toBe('')
      expect(err).toContain('usage: latchkey COMMAND')
    },
  )

  test.each([
    [['audit', 'list', '--fly']],
    [['audit', 'list', 'alice']],
    [['person', 'show']],
    [['person', 'show', 'a', 'b']],
    [['serve', '--config']],
    [['seed', '--dev', '--people', 'many']],
  ])('refuses %j and says where to read more', async (line) => {
    const { exitCode, err, opened } = await type(line)
    expect(exitCode).toBe(64)
    expect(err).toMatch(/^latchkey: .*; see latchkey help /)
    expect(opened).toBe(0)
  })

  test('hands the configuration to the server', async () => {
    const seen: unknown[] = []
    const result = await type(['serve', '--dev'], {
      serve: async (config) => {
        seen.push(config.trial?.people)
        return 0
      },
    })
    expect([result.exitCode, seen]).toEqual([0, [0]])
  })

  test('reports all mistakes of the configuration', async () => {
    const env = { LATCHKEY__HTTP__PORT: 'x', LATCHKEY__OPS__LISTEN: 'y', LATCHKEY__Z: '1' }
    const { exitCode, err } = await type(['serve', '--dev'], { env })
    expect(exitCode).toBe(78)
    expect(err).toContain('3 mistakes')
  })

  test('refuses a configuration file that is not there', async () => {
    const { exitCode, err } = await type(['serve', '--config', '/nowhere/latchkey.toml'])
    expect([exitCode, err]).toEqual([78, expect.stringContaining('ENOENT')])
  })

  test.each([
    [
      new StoreUnavailable('The disk of the store is full.'),
      69,
      /^latchkey: The disk .* full\.\n$/,
    ],
    [new DirectoryUnavailable('hunter2'), 69, /^latchkey: The directory cannot be reached\.\n$/],
    [new StoreRefused('A second server.'), 77, /^latchkey: A second server\.\n$/],
  ])('says what failed: %s', async (openFailure, exitCode, sentence) => {
    const result = await type(['person', 'show', 'alice', '--dev'], { openFailure })
    expect(result.exitCode).toBe(exitCode)
    expect(result.err).toMatch(sentence)
  })

  test('shows the place of a bug, and not its message', async () => {
    const openFailure = new RangeError('hunter2')
    const { exitCode, err } = await type(['person', 'show', 'alice', '--dev'], { openFailure })
    expect(exitCode).toBe(70)
    expect(err).toContain('run.test.ts')
    expect(err).not.toContain('hunter2')
  })
})
