import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { KeyRingRefused, openKeyRing, SealBroken } from './key-ring.ts'

let directory: string
let file: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'latchkey-keys-'))
  file = join(directory, 'keys.json')
})
afterEach(() => rmSync(directory, { recursive: true }))

const made = () => openKeyRing(file, { mayCreate: true })

describe('the key file', () => {
  test('is made once, for its owner only, and leaves nothing beside it', () => {
    made()
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(directory)).toEqual(['keys.json'])
    const text = readFileSync(file, 'utf8')
    made()
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  test('is refused when a group or others can read it', () => {
    made()
    for (const mode of [0o640, 0o604, 0o620]) {
      chmodSync(file, mode)
      expect(made).toThrow(KeyRingRefused)
      expect(made).toThrow('chmod 600')
    }
    chmodSync(file, 0o400)
    expect(made).not.toThrow()
  })

  test('is refused when missing beside a store that exists', () => {
    const open = () => openKeyRing(file, { mayCreate: false })
    expect(open).toThrow(KeyRingRefused)
    expect(open).toThrow('is missing')
  })

  test.each([
    ['', 'empty'],
    ['{"version":1', 'cut off'],
    ['{"version":2,"current":"00000000","keys":{},"index":""}', 'of another version'],
  ])('is refused when damaged: %j (%s)', (text) => {
    writeFileSync(file, text, { mode: 0o600 })
    expect(made).toThrow('is damaged')
  })

  test('is refused when a key is too short or the current one is not there, and no key is quoted', () => {
    made()
    const ring = JSON.parse(readFileSync(file, 'utf8'))
    const refuses = (changed: object) => {
      writeFileSync(file, JSON.stringify(changed), { mode: 0o600 })
      expect(made).toThrow(KeyRingRefused)
      expect(made).not.toThrow(ring.index)
    }
    refuses({ ...ring, current: 'ffffffff' })
    refuses({ ...ring, index: Buffer.alloc(16).toString('base64') })
    refuses({ ...ring, keys: { [ring.current]: 'AAAA' } })
  })

  test('is refused where it cannot be made', () => {
    expect(() => openKeyRing(join(directory, 'nowhere', 'keys.json'), { mayCreate: true })).toThrow(
      KeyRingRefused,
    )
  })
})

describe('a sealed value', () => {
  test('opens to the same text, and shows nothing of it', () => {
    const ring = made()
    const sealed = ring.seal('authenticator/ten_a/aut_1', 'alice@corp.test é 💡')
    expect(Buffer.from(sealed).includes('alice')).toBe(false)
    expect(ring.open('authenticator/ten_a/aut_1', sealed)).toBe('alice@corp.test é 💡')
    expect(made().open('authenticator/ten_a/aut_1', sealed)).toBe('alice@corp.test é 💡')
  })

  test('is never the same twice', () => {
    const ring = made()
    expect(ring.seal('c', 'same')).not.toEqual(ring.seal('c', 'same'))
  })

  test('does not open after it moved to another row', () => {
    const ring = made()
    const sealed = ring.seal('authenticator/ten_a/aut_1', 'text')
    expect(() => ring.open('authenticator/ten_a/aut_2', sealed)).toThrow(SealBroken)
  })

  test('does not open when any one byte of it was changed', () => {
    const ring = made()
    const sealed = ring.seal('c', 'text')
    for (let at = 0; at < sealed.length; at++) {
      const changed = Uint8Array.from(sealed, (byte, index) => (index === at ? byte ^ 1 : byte))
      expect(() => ring.open('c', changed)).toThrow(SealBroken)
    }
  })

  test('does not open when it was cut', () => {
    const ring = made()
    const sealed = ring.seal('c', 'text')
    for (let length = 0; length < sealed.length; length++)
      expect(() => ring.open('c', sealed.subarray(0, length))).toThrow(SealBroken)
  })

  test('does not open under the ring of another store', () => {
    const sealed = made().seal('c', 'text')
    const other = openKeyRing(join(directory, 'other.json'), { mayCreate: true })
    expect(() => other.open('c', sealed)).toThrow(SealBroken)
  })
})

describe('a rotation', () => {
  test('seals with a new key and still opens what the old one sealed', () => {
    const ring = made()
    const before = ring.seal('c', 'text')
    ring.rotate()
    const after = ring.seal('c', 'text')
    const keyOf = (sealed: Uint8Array) => Buffer.from(sealed.subarray(1, 5)).toString('hex')
    expect(keyOf(after)).not.toBe(keyOf(before))
    for (const one of [ring, made()]) {
      expect(one.open('c', before)).toBe('text')
      expect(one.open('c', after)).toBe('text')
    }
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('reaches a process that read the file before', () => {
    const reader = made()
    const rotated = made()
    rotated.rotate()
    expect(reader.open('c', rotated.seal('c', 'text'))).toBe('text')
  })

  test('leaves look-ups as they are', () => {
    const ring = made()
    const before = ring.hash('c', 'text')
    ring.rotate()
    expect(ring.hash('c', 'text')).toEqual(before)
  })

  test('is refused while another one is under way', () => {
    const ring = made()
    writeFileSync(`${file}.next`, '')
    expect(() => ring.rotate()).toThrow('keys.json.next')
  })
})

describe('a hash', () => {
  test('is the same for the same text and context, also after a restart', () => {
    expect(made().hash('session', 'token')).toEqual(made().hash('session', 'token'))
    expect(made().hash('session', 'token')).toHaveLength(32)
  })

  test('differs between contexts, texts, borders between them, and stores', () => {
    const ring = made()
    const other = openKeyRing(join(directory, 'other.json'), { mayCreate: true })
    const hashes = [
      ring.hash('session', 'token'),
      ring.hash('flow', 'token'),
      ring.hash('session', 'tokem'),
      ring.hash('sessiont', 'oken'),
      other.hash('session', 'token'),
      ring.derive('hash'),
      ring.derive('cookie'),
    ]
    expect(new Set(hashes.map((hash) => Buffer.from(hash).toString('hex'))).size).toBe(7)
  })
})
