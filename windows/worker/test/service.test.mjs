import assert from 'node:assert/strict'
import { after, afterEach, beforeEach, test } from 'node:test'
import { closeAll, programs, Walker, wine } from './wine.mjs'

const PIPE = '\\\\.\\pipe\\Latchkey.Worker'
const hand = async (...words) => (await wine(programs.serviceHand, ...words)).out.trim()
const windows = (path) => `Z:${path.replaceAll('/', '\\')}`

// Wine ends all services a moment after the last other program, and with them what a test is about to ask.
beforeEach(() => new Walker().ask('unset PacUrl'))

afterEach(async () => {
  await hand('stop')
  await hand('remove')
  await closeAll()
})

after(() => hand('remove'))

test('where there is no service, none starts', async () => {
  assert.equal(await hand('start'), 'missing')
})

test('the service starts on demand, serves its pipe and stops by itself once nobody is there', async () => {
  const walker = new Walker()
  assert.equal(await hand('install', windows(programs.workerForTests)), 'installed')
  assert.match(await hand('start'), /^state 4 /)
  assert.equal((await walker.ask(`dial ${PIPE}`)).t, 'connected')
  assert.equal((await walker.ask('hello S-1-5-21-7-7-7-1001')).t, 'ready')
  assert.equal((await walker.ask('resume')).t, 'idle')
  assert.match(await hand('wait', '4000'), /^state 4 /)
  await walker.close()
  assert.match(await hand('wait', '10000'), /^state 1 exit 0/)
})

test('the service stops at once when it is told to', async () => {
  await hand('install', windows(programs.workerForTests))
  await hand('start')
  assert.match(await hand('stop'), /^state 1 exit 0/)
})

test('the release program refuses to serve under an account that is no service account', async () => {
  await hand('install', windows(programs.worker))
  const state = await hand('start')
  assert.match(state, /^state 1 exit 1314/)
  const walker = new Walker()
  assert.equal((await walker.ask(`dial ${PIPE}`)).t, 'unreachable')
})
