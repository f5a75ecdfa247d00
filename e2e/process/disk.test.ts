import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  createApi,
  newPassword,
  signsIn,
  startWalk,
  walkToNewPassword,
} from '../environments/api.ts'
import { BUNDLE, newFolder, removeFolder, runProgram } from '../environments/program.ts'
import { SEEDED_PASSWORD, startTrial, trialEnvironment } from '../environments/server.ts'
import {
  emptyDisk,
  fillDisk,
  onFullDisk,
  onReadOnly,
  onSmallDisk,
} from '../environments/small-disk.ts'

const EXIT_UNAVAILABLE = 69

let home: string
let dir: string
beforeEach(() => {
  home = newFolder()
  dir = join(home, 'var')
  mkdirSync(dir)
})
afterEach(() => removeFolder(home))

const program = (mounts: string[]) => [...mounts, process.execPath, BUNDLE]

async function refusedStart(mounts: string[]): Promise<string> {
  const refused = await runProgram(['serve', '--dev'], {
    command: program(mounts),
    env: trialEnvironment(dir),
  })
  expect(refused.code, refused.stderr).toBe(EXIT_UNAVAILABLE)
  expect(refused.stderr).not.toContain('    at ')
  expect(refused.stdout).not.toContain('server.ready')
  return refused.stderr.trim()
}

describe('a start', () => {
  test('in an empty directory that is read-only ends with a sentence', async () => {
    expect(await refusedStart(onReadOnly(dir))).toMatch(/^latchkey: .*\bdirectory\b.*\.$/)
  })

  test('on an earlier store that became read-only ends with a sentence', async () => {
    await using earlier = await startTrial({ dir })
    await earlier.stop()
    expect(await refusedStart(onReadOnly(dir))).toMatch(/^latchkey: .*(read-only|directory).*\.$/)
  })

  test('on a full disk ends with a sentence', async () => {
    expect(await refusedStart(onFullDisk(dir, 1))).toMatch(/^latchkey: .*(full|ENOSPC).*\.$/)
  })

  test('on a disk that fills up while the store is made ends with a sentence', async () => {
    const crowd = { LATCHKEY__TRIAL__PEOPLE: '4000' }
    const refused = await runProgram(['serve', '--dev'], {
      command: program(onSmallDisk(dir, 2)),
      env: { ...trialEnvironment(dir), ...crowd },
    })
    expect(refused.code, refused.stderr).toBe(EXIT_UNAVAILABLE)
    expect(refused.stderr.trim()).toMatch(/^latchkey: The disk of the store is full\.$/)
  })
})

test('while the disk is full the answer is 503, and work goes on once there is space', async () => {
  await using server = await startTrial({ dir, command: program(onSmallDisk(dir, 6)) })
  const api = createApi(server.url)
  const walk = await walkToNewPassword(api, server.messages, 'alice')
  fillDisk(server.program, dir)

  const begun = await api.call('POST', '/api/v1/flows', {
    body: { purpose: 'reset', username: 'bob', client: { kind: 'api' } },
  })
  expect(begun.status).toBe(503)
  expect(begun.body.type).toBe(`${server.url}/problems/service-unavailable`)
  expect(Number(begun.headers['retry-after'])).toBeGreaterThan(0)
  const refused = await walk.submit('submit', newPassword('Copper-Lantern-42'))
  expect(refused.status).toBe(503)
  const page = await fetch(server.url, { headers: { accept: 'text/html' } })
  expect(page.status).toBe(200)

  emptyDisk(server.program, dir)
  expect(await signsIn(api, 'alice', SEEDED_PASSWORD)).toBe(true)
  const done = await walk.submit('submit', newPassword('Copper-Lantern-42'))
  expect(done.body.step?.kind).toBe('done')
  expect(await signsIn(api, 'alice', 'Copper-Lantern-42')).toBe(true)
  expect((await startWalk(api, 'bob')).step().kind).toBe('choose-authenticator')
  expect(await server.stop()).toEqual({ code: 0, signal: null })
})
