import { createPrivateKey, generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, createServer, type PeerCertificate } from 'node:tls'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  alternativeNames,
  authorityUse,
  keyIds,
  leafUse,
  nameConstraints,
  serverAuth,
  signCertificate,
} from './certificate.ts'
import { makeTrialCertificate, type TrialCertificate } from './trial-certificate.ts'

const DAY = 86_400_000
const now = Date.now()

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'latchkey-trial-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

/** A real TLS handshake over loopback; the peer's certificate, or the reason of the refusal. */
async function shakeHands(server: { cert: string; key: string }, ca: string, host: string) {
  const listener = createServer(server, (socket) => socket.end())
  listener.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const address = listener.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const result = await new Promise<PeerCertificate | string>((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, ca, servername: host }, () =>
      resolve(socket.getPeerCertificate()),
    )
    socket.on('error', (error: Error) => resolve(error.message))
  })
  await new Promise((resolve) => listener.close(resolve))
  return result
}

const plain = ({ certificate, key }: TrialCertificate) => ({
  cert: certificate,
  key: key.use((pem) => pem),
})

describe('the trial certificate', () => {
  test('is trusted by a client that trusts its authority', async () => {
    const made = await makeTrialCertificate(dir, now)
    const peer = await shakeHands(plain(made), made.authority, 'localhost')
    expect(peer).toMatchObject({ subject: { CN: 'localhost' } })
  })

  test('is for this computer only, RSA of 2048 bits, and lives at most 825 days', async () => {
    const leaf = new X509Certificate((await makeTrialCertificate(dir, now)).certificate)
    expect(leaf.checkHost('localhost')).toBe('localhost')
    expect([leaf.checkIP('127.0.0.1'), leaf.checkIP('::1')]).toEqual(['127.0.0.1', '::1'])
    expect(leaf.checkHost('reset.example.org')).toBeUndefined()
    expect(leaf.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048)
    const life = leaf.validToDate.getTime() - leaf.validFromDate.getTime()
    expect(life).toBeLessThanOrEqual(825 * DAY)
  })

  test('has an authority with critical name constraints whose key is kept nowhere', async () => {
    const made = await makeTrialCertificate(dir, now)
    const authority = new X509Certificate(made.authority)
    expect(authority.ca).toBe(true)
    // id-ce-nameConstraints, followed by BOOLEAN TRUE.
    expect(authority.raw.toString('hex')).toContain('0603551d1e0101ff')
    expect(readdirSync(dir).toSorted()).toEqual(['tls.key', 'tls.pem', 'trial-ca.pem'])
    expect(made.key.use((pem) => authority.checkPrivateKey(createPrivateKey(pem)))).toBe(false)
  })

  test('keeps its key from others', async () => {
    await makeTrialCertificate(dir, now)
    expect(statSync(join(dir, 'tls.key')).mode & 0o777).toBe(0o600)
  })
})

describe('a later start', () => {
  test('uses what is there', async () => {
    const first = await makeTrialCertificate(dir, now)
    const second = await makeTrialCertificate(dir, now + 700 * DAY)
    expect(plain(second)).toEqual(plain(first))
  })

  test('makes a new authority when less than 30 days are left', async () => {
    const first = await makeTrialCertificate(dir, now)
    const second = await makeTrialCertificate(dir, now + 791 * DAY)
    expect(second.authority).not.toBe(first.authority)
    expect(readFileSync(join(dir, 'trial-ca.pem'), 'utf8')).toBe(second.authority)
  })

  test.each(['tls.key', 'tls.pem', 'trial-ca.pem'])(
    'makes all anew when %s is broken',
    async (name) => {
      const first = await makeTrialCertificate(dir, now)
      writeFileSync(join(dir, name), 'broken')
      const second = await makeTrialCertificate(dir, now)
      expect(second.authority).not.toBe(first.authority)
      expect(statSync(join(dir, 'tls.key')).mode & 0o777).toBe(0o600)
    },
  )

  test('makes all anew when the parts are of two makings', async () => {
    const first = await makeTrialCertificate(dir, now)
    rmSync(join(dir, 'tls.pem'))
    await makeTrialCertificate(dir, now)
    writeFileSync(join(dir, 'tls.pem'), first.certificate)
    const third = await makeTrialCertificate(dir, now)
    expect(third.certificate).not.toBe(first.certificate)
  })
})

test('an authority like it can sign for no other host', async () => {
  const authority = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const leaf = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const limits = { dns: ['localhost'], addresses: [Buffer.from([127, 0, 0, 1])] }
  const life = { issuer: 'a', from: now - DAY, until: now + DAY, serial: randomBytes(8) }
  const sign = (subject: string, publicKey: typeof leaf.publicKey, extensions: Buffer[]) =>
    signCertificate(
      {
        ...life,
        subject,
        publicKey,
        extensions: [...extensions, serverAuth(), ...keyIds(publicKey, authority.publicKey)],
      },
      authority.privateKey,
    )
  const ca = sign('a', authority.publicKey, [...authorityUse(), nameConstraints(limits)])
  const key = leaf.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const certFor = (name: string) =>
    sign('b', leaf.publicKey, [...leafUse(), alternativeNames({ dns: [name], addresses: [] })])
  const own = await shakeHands({ cert: certFor('localhost'), key }, ca, 'localhost')
  expect(own).toMatchObject({ subject: { CN: 'b' } })
  const other = await shakeHands({ cert: certFor('bank.example'), key }, ca, 'bank.example')
  expect(other).toBe('permitted subtree violation')
})
