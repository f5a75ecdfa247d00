import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { afterEach, test } from 'node:test'
import { closeAll, openWorker, programs, Walker } from './wine.mjs'

afterEach(closeAll)

for (const [name, hex] of [
  ['bytes that are no frame', '00112233445566778899aabb'],
  ['a frame of another version', '4c4b0204010000000000000000'],
  ['a length past the cap', '4c4b0101010000000000ff7f'],
  ['a frame that only the worker may send', '4c4b0111010000000000000000'],
  ['a payload that is cut short', '4c4b010101000000020000000500'],
]) {
  test(`${name} ends the connection, and the next client is served`, async () => {
    const { walker, pipe } = await openWorker({}, null)
    walker.tell(`raw ${hex}`)
    assert.equal((await walker.next(5000)).t, 'closed')
    const second = new Walker()
    assert.equal((await second.ask(`dial ${pipe}`)).t, 'connected')
    assert.equal((await second.ask('hello S-1-5-21-7-7-7-1001')).t, 'ready')
  })
}

test('a request before hello ends the connection', async () => {
  const { walker } = await openWorker({}, null)
  assert.equal((await walker.ask('start alice')).t, 'closed')
})

test('a name on which somebody else listens already is refused', async () => {
  const { pipe } = await openWorker({})
  const second = spawn('wine', [programs.workerForTests, '--pipe', pipe], { stdio: 'ignore' })
  const code = await new Promise((resolve) => second.once('exit', resolve))
  assert.equal(code, 3)
})

test('the release program knows no pipe by name and no inherited handle', async () => {
  for (const words of [
    ['--pipe', '\\\\.\\pipe\\x'],
    ['/pipe-handles', '4'],
  ]) {
    const release = spawn('wine', [programs.worker, ...words], { stdio: 'ignore' })
    assert.equal(await new Promise((resolve) => release.once('exit', resolve)), 64)
  }
})
