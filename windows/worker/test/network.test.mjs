import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, test } from 'node:test'
import { makeCertificates } from './certificates.mjs'
import { json, openDouble, openProxy } from './double.mjs'
import { closeAll, openWorker, programs, trust, Walker, wine } from './wine.mjs'

let folder
let certificates
let started
const doubles = []

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-worker-'))
  certificates = await makeCertificates(folder)
  assert.match((await trust(certificates.authority)).out, /added/)
  const samples = new URL('../../../packages/protocol/samples/', import.meta.url)
  started = await readFile(new URL('flow-started.json', samples), 'utf8')
})

afterEach(async () => {
  await closeAll()
  await Promise.all(doubles.splice(0).map((one) => one.close()))
})

after(() => rm(folder, { recursive: true, force: true }))

async function serverThat(answer, leaf = certificates.good, options) {
  const double = await openDouble(leaf, answer, options)
  doubles.push(double)
  return double
}

/** What a start against this server gets. */
async function startAgainst(double, settings = {}) {
  const { walker } = await openWorker({ ServerUrl: double.url, ...settings })
  return { walker, reply: await walker.ask('start alice') }
}

const welcome = (_, response) => json(response, 201, started)

async function isRefusedBeforeSending(leaf, options) {
  const double = await serverThat(welcome, leaf, options)
  const { reply } = await startAgainst(double)
  assert.equal(reply.t, 'problem')
  assert.match(reply.code, /^TLS-/)
  assert.equal(reply.mayRetry, 0)
  assert.equal(double.seen.length, 0)
}

test('a server with a good certificate is asked, and is told who asks', async () => {
  const double = await serverThat(welcome)
  const { reply } = await startAgainst(double)
  assert.equal(reply.t, 'step')
  const [request] = double.seen
  assert.equal(request.method, 'POST')
  assert.match(request.headers['user-agent'], /^Latchkey-Windows\//)
  assert.equal(request.headers.cookie, undefined)
  assert.equal(JSON.parse(request.body).client.kind, 'windows-logon')
})

test('an unknown authority gets nothing', () => isRefusedBeforeSending(certificates.unknown))
test('a certificate for another name gets nothing', () =>
  isRefusedBeforeSending(certificates.otherName))
test('an expired certificate gets nothing', () => isRefusedBeforeSending(certificates.expired))
test('a server that knows only TLS 1.1 gets nothing', () =>
  isRefusedBeforeSending(certificates.good, {
    minVersion: 'TLSv1.1',
    maxVersion: 'TLSv1.1',
    ciphers: 'DEFAULT:@SECLEVEL=0',
  }))

test('a pinned key is accepted, with a spare pin beside it', async () => {
  const double = await serverThat(welcome)
  const pins = `${certificates.unknown.pin},${certificates.good.pin}`
  const { reply } = await startAgainst(double, { PinnedSpki: pins })
  assert.equal(reply.t, 'step')
})

test('a key that is not pinned gets nothing, though its certificate is good', async () => {
  const double = await serverThat(welcome)
  const { reply } = await startAgainst(double, { PinnedSpki: certificates.unknown.pin })
  assert.equal(reply.code, 'TLS-PIN')
  assert.equal(reply.mayRetry, 0)
  assert.equal(double.seen.length, 0)
})

test('a pin list with a mistake in it connects nowhere', async () => {
  const double = await serverThat(welcome)
  const { reply } = await startAgainst(double, { PinnedSpki: `${certificates.good.pin},nonsense` })
  assert.equal(reply.code, 'PC-CONFIG')
  assert.equal(double.seen.length, 0)
})

test('without an address the reply says that nothing is set up', async () => {
  const { walker } = await openWorker({})
  assert.equal((await walker.ask('start alice')).code, 'PC-CONFIG')
})

test('a server that is down is said to be down, and may be tried again', async () => {
  const double = await serverThat(welcome)
  await double.close()
  const { reply, walker } = await startAgainst(double)
  assert.equal(reply.code, 'NET-CONNECT')
  assert.equal(reply.mayRetry, 1)
  assert.equal((await walker.ask('retry')).code, 'NET-CONNECT')
})

test('a name that nobody knows is said to be unknown', async () => {
  const { walker } = await openWorker({ ServerUrl: 'https://reset.invalid' })
  assert.equal((await walker.ask('start alice', 60_000)).code, 'NET-NAME')
})

test('a status of 500 is an unexpected answer with its number', async () => {
  const double = await serverThat((_, response) => json(response, 500, '{}'))
  const { reply } = await startAgainst(double)
  assert.equal(reply.code, 'SRV-ANSWER')
  assert.equal(reply.detail, 500)
})

test('429 tells when to come back, and is not tried again by itself', async () => {
  const double = await serverThat((_, response) =>
    json(response, 429, '{}', { 'Retry-After': '120' }),
  )
  const { reply } = await startAgainst(double)
  assert.equal(reply.code, 'SRV-429')
  assert.equal(reply.retryAfter, 120)
  assert.equal(double.seen.length, 1)
})

test('a redirect is not followed', async () => {
  const elsewhere = await serverThat(welcome)
  const double = await serverThat((_, response) => {
    response.writeHead(302, { Location: `${elsewhere.url}/api/v1/flows` })
    response.end()
  })
  const { reply } = await startAgainst(double)
  assert.equal(reply.code, 'NET-PORTAL')
  assert.equal(elsewhere.seen.length, 0)
})

test('a page in the place of an answer is a sign-in page of the network', async () => {
  const double = await serverThat((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' })
    response.end('<html>')
  })
  assert.equal((await startAgainst(double)).reply.code, 'NET-PORTAL')
})

test('half an answer is none', async () => {
  const double = await serverThat((_, response) => {
    response.writeHead(201, {
      'Content-Type': 'application/json',
      'Content-Length': String(started.length),
    })
    response.write(started.slice(0, started.length / 2))
    setTimeout(() => response.destroy(), 100)
  })
  const { reply } = await startAgainst(double)
  assert.equal(reply.t, 'problem')
  assert.match(reply.code, /^(NET-|SRV-SHAPE)/)
})

test('an answer of more than 64 KB is not read', async () => {
  const double = await serverThat((_, response) => json(response, 201, 'x'.repeat(1024 * 1024)))
  assert.equal((await startAgainst(double)).reply.code, 'SRV-SIZE')
})

function withOptions(count) {
  const flow = JSON.parse(started)
  const choice = flow.step.fields.find((field) => field.kind === 'choice')
  // Short ones: it is their number that is refused, not what they weigh.
  choice.options = Array(count).fill({ value: choice.options[0].value, label: 'E' })
  return JSON.stringify(flow)
}

for (const [name, body] of [
  ['no JSON', '{"flow":'],
  ['another shape', '{"flow":1,"token":[],"step":null}'],
  ['nesting without end', '['.repeat(30_000)],
  ['an unknown kind of step', () => started.replace(/"kind":\s*"[a-z-]+"/, '"kind":"open-shell"')],
  ['1 000 options', () => withOptions(1000)],
]) {
  test(`hostile JSON is refused: ${name}`, async () => {
    const double = await serverThat((_, response) =>
      json(response, 201, typeof body === 'string' ? body : body()),
    )
    assert.equal((await startAgainst(double)).reply.code, 'SRV-SHAPE')
  })
}

test('hostile texts arrive capped and without what changes how others are drawn', async () => {
  const flow = JSON.parse(started)
  flow.step.title = `\u202Eevil\u0007${'x'.repeat(20_000)}`
  const double = await serverThat((_, response) => json(response, 201, flow))
  const { reply } = await startAgainst(double)
  if (reply.t === 'problem') assert.equal(reply.code, 'SRV-SHAPE')
  else assert.match(reply.title, /^evil[ -~]{1,115}…?$/)
})

test('a cancel ends a request that the server never answers', async () => {
  const double = await serverThat(() => {})
  const { walker } = await openWorker({ ServerUrl: double.url })
  walker.tell('start alice')
  while (double.seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
  const began = performance.now()
  assert.equal((await walker.ask('cancel')).code, 'PC-CANCEL')
  assert.ok(performance.now() - began < 1000)
  assert.equal((await walker.ask('resume')).t, 'idle')
})

test('a new step comes by itself while the server has one to wait for', async () => {
  const waiting = JSON.parse(started)
  waiting.step.pollAfterMs = 1000
  const next = structuredClone(waiting.step)
  next.id = `${next.id.slice(0, -1)}${next.id.endsWith('A') ? 'B' : 'A'}`
  delete next.pollAfterMs
  const double = await serverThat((request, response) =>
    request.method === 'POST' ? json(response, 201, waiting) : json(response, 200, { step: next }),
  )
  const { walker, reply } = await startAgainst(double)
  assert.equal(reply.t, 'step')
  const unasked = await walker.next(10_000)
  assert.equal(unasked.seq, 0)
  assert.equal(unasked.number, reply.number + 1)
})

test('a proxy is gone through where one is set', async () => {
  const double = await serverThat(welcome)
  const proxy = await openProxy(200)
  doubles.push(proxy)
  const { reply } = await startAgainst(double, { Proxy: proxy.address })
  assert.equal(reply.t, 'step')
  assert.deepEqual([...new Set(proxy.connects)], [`localhost:${double.port}`])
})

test('by a proxy too a pinned key is accepted, and one that is not pinned gets nothing', async () => {
  const double = await serverThat(welcome)
  const proxy = await openProxy(200)
  doubles.push(proxy)
  const by = (pin) => startAgainst(double, { Proxy: proxy.address, PinnedSpki: pin })
  assert.equal((await by(certificates.unknown.pin)).reply.code, 'TLS-PIN')
  assert.equal(double.seen.length, 0)
  assert.equal((await by(certificates.good.pin)).reply.t, 'step')
  assert.ok(proxy.connects.length > 1)
})

// Windows hands over the 407; Wine drops it and goes on with the handshake, so that the code is another one here.
test('a proxy that asks for a sign-in lets nothing through, and is not signed in to', async () => {
  const double = await serverThat(welcome)
  const proxy = await openProxy(407)
  doubles.push(proxy)
  const { reply } = await startAgainst(double, { Proxy: proxy.address })
  assert.match(reply.code, /^(PROXY-407|TLS-12)$/)
  assert.equal(double.seen.length, 0)
  // Without the account of NetworkService there is nobody to say that one is.
  assert.deepEqual(proxy.logons, [])
})

test('a network that announces no proxy is gone through directly', async () => {
  const double = await serverThat(welcome)
  const { reply } = await startAgainst(double, { Proxy: 'auto' })
  assert.equal(reply.t, 'step')
})

test('the self-test names the wrong setting and what to do, and fails', async () => {
  const walker = new Walker()
  await walker.set({ ServerUrl: 'http://reset.example.org', PinnedSpki: undefined })
  const { code, out } = await wine(programs.worker, '/selftest')
  assert.equal(code, 1)
  assert.match(out, /^WRONG\s+configuration\s+ServerUrl/m)
  assert.match(out, /^WRONG\s+service\s+not installed/m)
})
