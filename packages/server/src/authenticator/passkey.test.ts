import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Binding } from '../store/principal.ts'
import { AS_ENROLLED, CHALLENGE, describeAuthenticator, NOON } from './authenticator.contract.ts'
import type { Trial } from './authenticator.ts'
import { createPasskey } from './passkey.ts'
import { createPasskeys, keptIn } from './passkeys.ts'
import { mayHavePasskeys, relyingPartyOf } from './relying-party.ts'
import { createSoftwareKey, ORIGIN, type SoftwareKey, type Twist } from './software-key.fixture.ts'

const keys = {
  hash: (context: string, text: string) =>
    new Uint8Array(createHmac('sha256', context).update(text).digest()),
}
const passkeys = createPasskeys(keys, relyingPartyOf(ORIGIN))
const passkey = createPasskey(passkeys)
const rpId = 'localhost'
const ALICE = 'prn_alice' as const
const asked = { challenge: passkeys.challengeFor('flow', 'flw_one', 'chl_one', 'stp_one'), rpId }

let enrolled = 0
async function enrol(key: SoftwareKey, subject: 'prn_alice' | 'prn_bob' = ALICE): Promise<Binding> {
  const challenge = passkeys.challengeFor('enrol', subject)
  const answer = key.make({ challenge, rpId, user: passkeys.handleOf(subject) })
  const made = await passkeys.register({ challenge, answer })
  if (!made) throw new Error('the fixture made no passkey')
  enrolled += 1
  return bound(`aut_${enrolled}`, JSON.stringify(made.kept), made.counter)
}

function bound(id: `aut_${string}`, value: string, lastStep: number): Binding {
  return {
    id,
    kind: 'passkey',
    value,
    ...AS_ENROLLED,
    lastStep,
  }
}

function trialOf(bindings: readonly Binding[], answer: string): Trial {
  return {
    flow: 'flw_one',
    challenge: CHALLENGE,
    issued: undefined,
    bindings,
    answer,
    now: NOON,
    passkey: { by: 'browser', subject: ALICE, challenge: asked.challenge },
  }
}

const key = createSoftwareKey()
const first = await enrol(key)

describeAuthenticator('passkey, signing in the browser', () => ({
  authenticator: passkey,
  enrol: () => first,
  rightTrial: (binding) => trialOf([binding], key.sign(asked)),
}))

describeAuthenticator('passkey, approving on another device', () => ({
  authenticator: passkey,
  enrol: () => first,
  rightTrial: (binding) => ({
    ...trialOf(
      [binding],
      passkeys.approvalNumber({ flow: 'flw_one', challenge: CHALLENGE.id }, binding.id),
    ),
    passkey: { by: 'approval', subject: ALICE, approved: binding.id },
  }),
}))

describe('a signature', () => {
  test.each<[string, Twist]>([
    ['given at another origin', { origin: 'https://localhost.example' }],
    ['given at our host on another port', { origin: 'http://localhost:8081' }],
    ['given in a frame of another page', { crossOrigin: true }],
    ['for another host', { rpId: 'example.org' }],
    ['of another challenge', { challenge: passkeys.challengeFor('flow', 'flw_two') }],
    ['of the same flow for another use', { challenge: passkeys.challengeFor('prove', 'flw_one') }],
    ['that makes a passkey instead', { type: 'webauthn.create' }],
    ['without the person having shown who they are', { isVerified: false }],
    ['without anybody there', { isPresent: false }],
    ['for another person', { userHandle: passkeys.handleOf('prn_bob') }],
    ['for nobody', { userHandle: '' }],
    ['over broken data', { authenticatorData: (right) => right.subarray(0, 20) }],
    ['over data with more behind it', { authenticatorData: (right) => tailed(right) }],
    ['over truncated CBOR', { authenticatorData: (right) => withExtensions(right) }],
    ['of another passkey under this one’s id', { id: 'c29tZWJvZHktZWxzZQ' }],
  ])('%s proves nothing', async (_, twist) => {
    expect(await passkey.judge(trialOf([first], key.sign(asked, twist)))).toEqual({
      verdict: 'wrong',
    })
  })

  test('of somebody else’s passkey proves nothing, even where its id is bound to this person', async () => {
    const other = createSoftwareKey()
    const theirs = await enrol(other, 'prn_bob')
    expect((await passkey.judge(trialOf([first], other.sign(asked)))).verdict).toBe('wrong')
    expect((await passkey.judge(trialOf([theirs], other.sign(asked)))).verdict).toBe('wrong')
  })

  test('with the id of the person’s passkey and another key proves nothing', async () => {
    const forged = createSoftwareKey().sign(asked, {
      id: key.id,
      userHandle: passkeys.handleOf(ALICE),
    })
    expect((await passkey.judge(trialOf([first], forged))).verdict).toBe('wrong')
  })

  test.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['a number', '7'],
    ['an empty object', '{}'],
    ['half of one', JSON.stringify({ id: 'abc', response: { clientDataJSON: 'abc' } })],
    ['no base64url', JSON.stringify({ id: '<script>', response: {} })],
    ['too much', JSON.stringify({ id: 'a'.repeat(100_000), response: {} })],
    ['nesting without an end', '['.repeat(50_000)],
  ])('that is %s proves nothing', async (_, answer) => {
    expect((await passkey.judge(trialOf([first], answer))).verdict).toBe('wrong')
  })

  test('with a counter that did not grow tells of a copy', async () => {
    const used = { ...first, lastStep: 9 }
    for (const counter of [9, 8, 0])
      expect((await passkey.judge(trialOf([used], key.sign(asked, { counter })))).verdict).toBe(
        'rolled-back',
      )
    const grown = await passkey.judge(trialOf([used], key.sign(asked, { counter: 10 })))
    expect(grown).toEqual({ verdict: 'right', binding: first.id, timeStep: 10 })
  })

  test('by a passkey that counts nothing is right each time', async () => {
    const synced = createSoftwareKey({ counts: false })
    const binding = await enrol(synced)
    for (const _ of [1, 2])
      expect(await passkey.judge(trialOf([binding], synced.sign(asked)))).toEqual({
        verdict: 'right',
        binding: binding.id,
      })
  })

  test('by any of several passkeys names which', async () => {
    const other = createSoftwareKey()
    const second = await enrol(other)
    const verdict = await passkey.judge(trialOf([first, second], other.sign(asked)))
    expect(verdict).toMatchObject({ verdict: 'right', binding: second.id })
  })
})

describe('a number', () => {
  const of = { flow: 'flw_one', challenge: CHALLENGE.id } as const
  const answer = passkeys.approvalNumber(of, first.id)
  const trial: Trial = {
    ...trialOf([first], answer),
    passkey: { by: 'approval', subject: ALICE, approved: first.id },
  }

  test.each<[string, Partial<Trial>]>([
    ['of another flow', { flow: 'flw_two' }],
    ['of another challenge', { challenge: { ...CHALLENGE, id: 'chl_two' } }],
    [
      'that no passkey approved',
      { passkey: { by: 'approval', subject: ALICE, approved: undefined } },
    ],
    ['of a passkey that was removed since', { bindings: [{ ...first, id: 'aut_other' }] }],
  ])('%s proves nothing', async (_, other) => {
    expect((await passkey.judge({ ...trial, ...other })).verdict).toBe('wrong')
  })

  test('of an approval that was never given proves nothing, even if it were guessed', async () => {
    const guessed = passkeys.approvalNumber(of, 'aut_none')
    const passkeyTrial = { by: 'approval', subject: ALICE, approved: undefined } as const
    const verdict = await passkey.judge({ ...trial, answer: guessed, passkey: passkeyTrial })
    expect(verdict.verdict).toBe('wrong')
  })

  test('has six digits, and letters have no vowels', () => {
    expect(answer).toMatch(/^\d{6}$/)
    expect(passkeys.approvalCode(of)).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{8}$/)
  })
})

describe('a new passkey', () => {
  const challenge = passkeys.challengeFor('enrol', 'ses_one')
  const make = (twist?: Twist) =>
    passkeys.register({
      challenge,
      answer: createSoftwareKey().make({ challenge, rpId, user: passkeys.handleOf(ALICE) }, twist),
    })

  test('is kept by its id and its public key', async () => {
    const kept = (await make())?.kept
    expect(kept && keptIn(JSON.stringify(kept))).toEqual({
      credential: expect.stringMatching(/^[\w-]{22}$/),
      publicKey: expect.stringMatching(/^[\w-]+$/),
    })
  })

  test.each<[string, Twist]>([
    ['made at another origin', { origin: 'https://evil.example' }],
    ['made in a frame', { crossOrigin: true }],
    ['made for another host', { rpId: 'evil.example' }],
    ['made for another challenge', { challenge: passkeys.challengeFor('enrol', 'ses_two') }],
    ['that is a signature instead', { type: 'webauthn.get' }],
    ['made without user verification', { isVerified: false }],
    ['of truncated CBOR', { attestationObject: (right) => right.subarray(0, right.length - 9) }],
    ['of no CBOR', { attestationObject: () => Buffer.from('{"fmt":"none"}') }],
    ['of endless CBOR', { attestationObject: () => Buffer.alloc(6_000, 0x81) }],
    ['with more behind its data', { authenticatorData: tailed }],
    ['that says another id than its data', { id: 'c29tZWJvZHktZWxzZQ' }],
  ])('%s is none', async (_, twist) => {
    expect(await make(twist)).toBeUndefined()
  })

  test('with certificates is none: nobody makes us fetch what they point at', async () => {
    const packed = (right: Buffer) => {
      const text = right.toString('latin1')
      const statement = `\x63fmt\x66packed\x67attStmt\xa1\x63x5c\x81\x41\x00`
      return Buffer.from(text.replace('\x63fmt\x64none\x67attStmt\xa0', statement), 'latin1')
    }
    expect(await make({ attestationObject: packed })).toBeUndefined()
  })
})

test('passkeys are made for names, and not for bare addresses', () => {
  expect(mayHavePasskeys(relyingPartyOf('https://reset.example.org'))).toBe(true)
  expect(mayHavePasskeys(relyingPartyOf('http://localhost:8080'))).toBe(true)
  expect(mayHavePasskeys(relyingPartyOf('https://192.0.2.7'))).toBe(false)
  expect(mayHavePasskeys(relyingPartyOf('https://[2001:db8::7]:8443'))).toBe(false)
})

function tailed(right: Buffer): Buffer {
  return Buffer.concat([right, Buffer.of(0, 0, 0)])
}

// Says that extensions follow, and breaks off in them.
function withExtensions(right: Buffer): Buffer {
  const data = Buffer.concat([right, Buffer.of(0xa1, 0x63, 0x66)])
  data.writeUInt8((data[32] ?? 0) | 0x80, 32)
  return data
}
