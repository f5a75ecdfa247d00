import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, test } from 'node:test'
import { kind } from './kinds.mjs'
import { openTrial } from './trial.mjs'
import {
  closeAll,
  formsOf,
  heard,
  openWorker,
  programs,
  registry,
  trust,
  Walker,
  wine,
} from './wine.mjs'

const NEW_PASSWORD = 'Canary-Lantern-4711'
let folder
let trial

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-worker-'))
  trial = await openTrial(process.env.LATCHKEY_BUNDLE, join(folder, 'var'))
  const trusted = await trust(trial.authority)
  assert.match(trusted.out, /added/)
})

afterEach(closeAll)

after(async () => {
  await trial?.close()
  await rm(folder, { recursive: true, force: true })
})

const chooseMail = async (walker, step) => {
  assert.equal(step.kind, kind.choose)
  const mail = step.options.findIndex((option) => /mail/i.test(option))
  assert.notEqual(mail, -1)
  return walker.ask(`choose ${step.number} ${mail}`)
}

test('a person resets their password with the code that was mailed', async () => {
  const { walker, ready, close } = await openWorker({ ServerUrl: trial.url })
  assert.equal(ready.t, 'ready')
  let step = await chooseMail(walker, await walker.ask('start alice'))
  assert.equal(step.kind, kind.challenge)
  const code = await trial.codeFor('alice@corp.test')
  const wrong = code === '000000' ? '000001' : '000000'
  const refused = await walker.ask(`answer ${step.number} ${wrong}`)
  assert.equal(refused.kind, kind.challenge)
  assert.notEqual(refused.refusal, '')
  step = await walker.ask(`answer ${refused.number} ${code}`)
  assert.equal(step.kind, kind.newPassword)
  const short = await walker.ask(`answer ${step.number} short short`)
  assert.equal(short.kind, kind.newPassword)
  let done = await walker.ask(`answer ${short.number} ${NEW_PASSWORD} ${NEW_PASSWORD}`)
  while (done.kind === kind.newPassword && done.poll > 0) done = await walker.next()
  assert.equal(done.kind, kind.done)
  assert.equal(done.inForce, 1)
  assert.equal(await trial.canSignIn('alice', NEW_PASSWORD), true)
  assert.equal(await trial.canSignIn('alice', 'Start-Passw0rd-1!'), false)
  await close()
})

test('a flow is found again after the view closed and another client came', async () => {
  const { walker, pipe, close } = await openWorker(
    { ServerUrl: trial.url },
    'hello S-1-5-21-7-7-7-1002 fr-FR',
  )
  const step = await chooseMail(walker, await walker.ask('start bob'))
  walker.tell('leave')
  walker.tell('hangup')
  assert.equal((await walker.next()).t, 'closed')
  const second = new Walker()
  await second.ask(`dial ${pipe}`)
  assert.equal((await second.ask('hello S-1-5-21-7-7-7-1002 fr-FR')).t, 'ready')
  const resumed = await second.ask('resume')
  assert.equal(resumed.kind, kind.challenge)
  assert.equal(resumed.number, step.number)
  assert.equal((await second.ask('forget')).t, 'idle')
  assert.equal((await second.ask('resume')).t, 'idle')
  await second.close()
  await close()
})

test("one person's flow isn't another's", async () => {
  const { walker, pipe, close } = await openWorker(
    { ServerUrl: trial.url },
    'hello S-1-5-21-7-7-7-1003',
  )
  assert.equal((await walker.ask('start bob')).kind, kind.choose)
  const other = new Walker()
  await other.ask(`dial ${pipe}`)
  assert.equal((await other.ask('hello S-1-5-21-7-7-7-1004')).t, 'ready')
  assert.equal((await other.ask('resume')).t, 'idle')
  await other.close()
  await close()
})

test('the same worker serves a pipe that was inherited', async () => {
  const walker = new Walker()
  await walker.set({ ServerUrl: trial.url, Proxy: 'direct' })
  assert.equal(
    (await walker.ask(`spawn Z:${programs.workerForTests.replaceAll('/', '\\')}`)).t,
    'connected',
  )
  assert.equal((await walker.ask('hello S-1-5-21-7-7-7-1005')).t, 'ready')
  assert.equal((await walker.ask('start carol')).t, 'step')
  assert.equal((await walker.ask('forget')).t, 'idle')
  await walker.close()
})

test('the self-test finds the server, its certificate and the clock good', async () => {
  const walker = new Walker()
  await walker.set({ ServerUrl: trial.url, Proxy: 'direct', PinnedSpki: undefined })
  await walker.close()
  const { out } = await wine(programs.worker, '/selftest')
  assert.match(out, /^ok\s+configuration\s+https:\/\/localhost/m)
  assert.match(out, /^ok\s+TLS, certificate/m)
  assert.match(out, /^ok\s+server\s+answers/m)
  assert.match(out, /^ok\s+clock/m)
})

test('a line of what the person typed is in no log, no reply and no registry value', async () => {
  const log = join(process.env.WINEPREFIX, 'drive_c/ProgramData/Latchkey/Logs/Worker/worker.log')
  const text = await readFile(log, 'utf8')
  assert.match(text, /answer/)
  const written = await registry()
  assert.ok(written.includes(`"ServerUrl"="${trial.url}"`))
  for (const form of formsOf(NEW_PASSWORD)) assert.equal(written.includes(form), false)
  assert.equal(text.includes(NEW_PASSWORD), false)
  assert.equal(/\b\d{6}\b/.test(text), false)
  assert.equal(
    heard.some((line) => line.includes(NEW_PASSWORD)),
    false,
  )
})
