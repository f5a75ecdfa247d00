import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createApi, newPassword, openCall, textOf, walkToNewPassword } from '../environments/api.ts'
import { eventually } from '../environments/deadline.ts'
import {
  eventsOf,
  newFolder,
  ROOT,
  removeFolder,
  startProgram,
  untilReady,
} from '../environments/program.ts'
import { startTrial, trialEnvironment } from '../environments/server.ts'

let home: string
beforeEach(() => {
  home = newFolder()
})
afterEach(() => removeFolder(home))

test('SIGTERM ends the program with 0 and says so', async () => {
  await using server = await startTrial()
  expect(await server.stop()).toEqual({ code: 0, signal: null })
  const events = eventsOf(server.program).map(({ event }) => event)
  expect(events.slice(-2)).toEqual(['server.stopping', 'server.stopped'])
})

test('a request that is running when SIGTERM comes gets its answer', async () => {
  await using server = await startTrial()
  const walk = await walkToNewPassword(createApi(server.url), server.messages, 'alice')
  const call = {
    method: 'POST',
    path: `/api/v1/flows/${walk.flow}/submissions`,
    token: walk.token,
    body: { step: walk.step().id, action: 'submit', values: newPassword('Copper-Lantern-42') },
    headers: { expect: '100-continue' },
  }
  const { sending, answer } = openCall(server.url, {}, call)
  sending.flushHeaders()
  // The server says so once it has begun with the request.
  await once(sending, 'continue')
  const ended = server.stop()
  await eventually('server.stopping', () =>
    eventsOf(server.program).find(({ event }) => event === 'server.stopping'),
  )
  sending.end(textOf(call))
  expect((await answer).body.step?.kind).toBe('done')
  expect(await ended).toEqual({ code: 0, signal: null })
})

test('SIGTERM to npm start leaves no process behind', async () => {
  const npm = startProgram(['start'], {
    command: ['npm'],
    cwd: ROOT,
    env: trialEnvironment(join(home, 'var')),
  })
  await untilReady(npm)
  const family = familyOf(npm.pid)
  expect(family.length).toBeGreaterThan(1)
  await npm.kill('SIGTERM')
  await eventually('no process left', () => (family.some(isAlive) ? undefined : true))
  expect(eventsOf(npm).at(-1)).toMatchObject({ event: 'server.stopped' })
})

test('after a kill the same directory can be served again', async () => {
  const dir = join(home, 'var')
  await using first = await startTrial({ dir })
  await first.kill()
  await using second = await startTrial({ dir })
  expect((await createApi(second.url).call('GET', '/healthz')).status).toBe(200)
})

function familyOf(pid: number): number[] {
  const family = [pid]
  for (const parent of family) {
    const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8')
    family.push(...children.split(' ').filter(Boolean).map(Number))
  }
  return family
}

// An ended process that nobody has asked about yet still has its number; its state is Z.
function isAlive(pid: number): boolean {
  const status = `/proc/${pid}/status`
  return existsSync(status) && !/^State:\s+Z/m.test(readFileSync(status, 'utf8'))
}
