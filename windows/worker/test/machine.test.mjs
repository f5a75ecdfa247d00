import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, afterEach, before, test } from 'node:test'
import { kind } from './kinds.mjs'
import {
  forgetMachine,
  keep,
  keyFile,
  log,
  machineGuid,
  record,
  runAlone,
  setFleetCode,
  setMachineGuid,
  setServer,
  until,
} from './machine-pc.mjs'
import { openTrial } from './trial.mjs'
import { closeAll, formsOf, openWorker, programs, registry, trust, Walker, wine } from './wine.mjs'

const [PENDING, TRUSTED] = ['0x1', '0x2']
let folder
let trial
// Shown nowhere but here; the last test looks for it.
let code
let nonces = 0

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-worker-'))
  trial = await openTrial(process.env.LATCHKEY_BUNDLE, join(folder, 'var'))
  assert.match((await trust(trial.authority)).out, /added/)
  await forgetMachine()
})

afterEach(closeAll)

after(async () => {
  await closeAll()
  await trial?.close()
  await forgetMachine()
  await rm(folder, { recursive: true, force: true })
})

const newCode = async () =>
  (await trial.command('machine', 'code', '--uses', '1', '--valid', '24h')).split('\n')[0]
const audit = async () =>
  (await trial.command('audit', 'list', '--json'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
const asEnrolled = (state) => (seen) => seen.State === state && seen.code === undefined

/** Nonces that the server has given are none any more, as if it had been set back. */
function loseNonces() {
  const database = new DatabaseSync(join(trial.folder, 'latchkey.db'))
  nonces += Number(database.prepare('DELETE FROM nonce').run().changes)
  database.close()
}

const begin = async (name, verb = 'start') => {
  const opened = await openWorker({ ServerUrl: trial.url })
  return { ...opened, step: await opened.walker.ask(`${verb} ${name}`) }
}

test('SYSTEM makes a key for this PC, and leaves it alone from then on', async () => {
  assert.equal((await keep()).code, 0)
  const key = await readFile(keyFile)
  assert.equal((await record()).KeyStore, '0x2')
  assert.equal((await keep()).code, 0)
  assert.ok(key.equals(await readFile(keyFile)))
})

test('without a reachable server nothing is enrolled, and a code is kept', async () => {
  code = await newCode()
  await setFleetCode(code)
  const seen = await runAlone('https://localhost:9', ({ log }) =>
    log.includes('not enrolled: NET-CONNECT'),
  )
  assert.equal(seen.Id, undefined)
  assert.equal(seen.code, code)
  await forgetMachine()
  await keep()
})

test('without a code the machine waits, and runs a flow as one that is not trusted', async () => {
  const { Id } = await runAlone(trial.url, asEnrolled(PENDING))
  assert.match(await trial.command('machine', 'list'), new RegExp(`${Id} .* pending `))
  const { step } = await begin('alice')
  assert.equal(step.kind, kind.choose)
  const [started] = (await audit()).filter((one) => one.activity === 'flow.started')
  assert.equal(started.machineId, Id)
  assert.equal(started.clientKind, 'windows-logon')
})

test('with the fleet code it is trusted at once, and the code is erased', async () => {
  await setFleetCode(code)
  const { Id } = await runAlone(trial.url, asEnrolled(TRUSTED))
  assert.match(await trial.command('machine', 'list'), new RegExp(`${Id} .* trusted `))
})

test('a whole reset is signed, and the audit names the machine', async () => {
  const { walker, step } = await begin('bob')
  const mail = step.options.findIndex((option) => /mail/i.test(option))
  const challenge = await walker.ask(`choose ${step.number} ${mail}`)
  const asked = await walker.ask(
    `answer ${challenge.number} ${await trial.codeFor('bob@corp.test')}`,
  )
  assert.equal(asked.kind, kind.newPassword)
  let done = await walker.ask(`answer ${asked.number} Canary-Harbour-4711 Canary-Harbour-4711`)
  while (done.kind === kind.newPassword && done.poll > 0) done = await walker.next()
  assert.equal(done.kind, kind.done)
  const { Id } = await record()
  const ofFlow = (await audit()).filter((one) => one.machineId === Id)
  const last = ofFlow.find((one) => one.activity === 'password.reset')
  assert.ok(last, JSON.stringify(ofFlow.map((one) => one.activity)))
  assert.equal(last.clientKind, 'windows-logon')
})

test('on a trusted PC the owner of a tile who never registered is told so at once, who types a name is not', async () => {
  const { step } = await begin('frank', 'tile')
  assert.equal(step.kind, kind.stopped)
  await closeAll()
  const typed = await begin('frank')
  assert.notEqual(typed.step.kind, kind.stopped)
})

test('a nonce that the server knows no more costs nobody anything', async () => {
  const { walker, step } = await begin('carol')
  assert.equal(step.t, 'step')
  loseNonces()
  assert.ok(nonces > 0)
  const mail = step.options.findIndex((option) => /mail/i.test(option))
  assert.equal((await walker.ask(`choose ${step.number} ${mail}`)).kind, kind.challenge)
})

test('a machine that is revoked in the middle loses the flow and begins another one', async () => {
  const { Id } = await record()
  const { walker, step } = await begin('alice')
  await trial.command('machine', 'revoke', Id)
  const mail = step.options.findIndex((option) => /mail/i.test(option))
  assert.equal((await walker.ask(`choose ${step.number} ${mail}`)).code, 'SRV-EXPIRED')
  assert.equal((await walker.ask('start alice')).kind, kind.choose)
  await closeAll()
  assert.notEqual((await begin('frank', 'tile')).step.kind, kind.stopped)
  await trial.command('machine', 'approve', Id)
})

test('a key that is not the one that enrolled proves nothing: the flow runs unsigned, the PC enrols anew', async () => {
  const before = await record()
  const key = await readFile(keyFile)
  await rm(keyFile)
  // The record stays: as if only the key had been exchanged.
  await keep()
  await wine(
    'reg',
    'add',
    'HKLM\\SOFTWARE\\Latchkey\\State\\Machine',
    '/v',
    'Id',
    '/d',
    before.Id,
    '/f',
  )
  await setServer(trial.url)
  const { step } = await begin('frank', 'tile')
  assert.equal(step.t, 'step')
  assert.notEqual(step.kind, kind.stopped)
  assert.ok((await log()).includes(`takes no signature of ${before.Id}`))
  assert.equal((await record()).Id, undefined)
  await closeAll()
  const anew = await runAlone(trial.url, asEnrolled(PENDING))
  assert.notEqual(anew.Id, before.Id)
  assert.ok(!key.equals(await readFile(keyFile)))
})

test('a copied disk signs nothing with the key of the other PC, and gets one of its own', async () => {
  const [guid, before] = [await machineGuid(), await record()]
  const key = await readFile(keyFile)
  await trial.command('machine', 'approve', before.Id)
  await setMachineGuid('00000000-1111-2222-3333-444444444444')
  const { step } = await begin('frank', 'tile')
  assert.notEqual(step.kind, kind.stopped)
  assert.equal((await record()).Id, before.Id)
  await closeAll()
  await keep()
  assert.equal((await record()).Id, undefined)
  assert.ok(!key.equals(await readFile(keyFile)))
  const anew = await runAlone(trial.url, asEnrolled(PENDING))
  assert.notEqual(anew.Id, before.Id)
  await setMachineGuid(guid)
  await forgetMachine()
  await keep()
})

test('a code that the server refuses is erased, and the machine waits', async () => {
  await setFleetCode('AAAAA-AAAAA-AAAAA-AAAAA-AAAAA')
  await runAlone(trial.url, asEnrolled(PENDING))
})

/** Runs the keeper once as a service, on a PC whose worker is one too, and lets `then` look at what came of it. */
async function startKeeper(then) {
  const hand = async (...words) => (await wine(programs.serviceHand, ...words)).out.trim()
  const program = `Z:${programs.workerForTests.replaceAll('/', '\\')}`
  assert.equal(await hand('install', program), 'installed')
  assert.equal(await hand('install-keeper', program), 'installed')
  // Wine ends all services a moment after the last other program.
  const walker = new Walker()
  await walker.set({ ServerUrl: trial.url, Proxy: 'direct' })
  try {
    await hand('start-keeper')
    await then(hand)
  } finally {
    await hand('stop')
    await hand('remove')
    await hand('remove-keeper')
  }
}

test('the keeper, started as a service, makes the key and starts the worker, which enrols', async () => {
  await forgetMachine()
  await rm(keyFile)
  await startKeeper(async (hand) => {
    assert.match(await hand('wait-keeper', '10000'), /^state 1 exit 0/)
    await until(asEnrolled(PENDING))
  })
})

test('the keeper starts the worker too where this PC is enrolled at another server than policy names by now', async () => {
  const before = await record()
  await setServer('https://reset.elsewhere.example')
  await startKeeper(async () => {
    const seen = await until(({ Server }) => Server === trial.url)
    // The server knows the key.
    assert.equal(seen.Id, before.Id)
  })
})

test('the release program keeps nothing for an account that is not SYSTEM', async () => {
  const before = await record()
  const { code: exit } = await wine(programs.worker, '/keeper')
  assert.equal(exit, 5)
  assert.deepEqual(await record(), before)
})

test('the self-test tells of key, enrolment and code', async () => {
  const { Id } = await record()
  const { out } = await wine(programs.worker, '/selftest')
  assert.match(out, /^ok\s+machine key\s+in software/m)
  assert.match(out, new RegExp(`^look\\s+enrolment\\s+${Id}, waiting`, 'm'))
  assert.match(out, /^ok\s+fleet code\s+none/m)
})

test('neither the code nor anything of the key, a nonce or a signature is in a log or in the registry', async () => {
  const key = await readFile(keyFile)
  const secrets = [
    ...formsOf(code),
    ...[key.subarray(8), key.subarray(-32)].flatMap((part) => [
      part.toString('hex'),
      part.toString('base64'),
    ]),
  ]
  const logs = join(process.env.WINEPREFIX, 'drive_c/ProgramData/Latchkey/Logs/Worker')
  const places = { registry: await registry() }
  for (const name of await readdir(logs)) places[name] = await readFile(join(logs, name), 'latin1')
  for (const [place, text] of Object.entries(places)) {
    for (const secret of secrets) assert.equal(text.includes(secret), false, place)
    assert.equal(/machine=[:(]|nonce=\\?"/.test(text), false, place)
  }
  // Both have been looked at, and tell the rest.
  const { Id } = await record()
  assert.ok(places.registry.includes(`"Id"="${Id}"`))
  assert.match(places['worker.log'], /enrolled as mch_/)
})
