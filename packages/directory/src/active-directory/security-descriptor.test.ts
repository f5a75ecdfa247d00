import { describe, expect, test } from 'vitest'
import { bytesOf, RESET_PASSWORD } from './needed-rights.ts'
import { grantsControlAccess } from './security-descriptor.ts'

const US = Buffer.from('0105000000000005150000000a0000000b0000000c0000004f040000', 'hex')
const OTHERS = Buffer.from('01010000000000050b000000', 'hex')
const RIGHT = bytesOf(RESET_PASSWORD)
const CONTROL_ACCESS = 0x100
const READ = 0x10
const INHERIT_ONLY = 0x08

type Ace = {
  readonly type: number
  readonly mask?: number
  readonly flags?: number
  readonly object?: Buffer
  readonly inherited?: Buffer
  readonly sid?: Buffer
}

function ace({ type, mask = CONTROL_ACCESS, flags = 0, object, inherited, sid = US }: Ace): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt8(type, 0)
  head.writeUInt8(flags, 1)
  head.writeUInt32LE(mask, 4)
  const which = Buffer.alloc(type >= 5 ? 4 : 0)
  if (type >= 5) which.writeUInt32LE((object ? 1 : 0) | (inherited ? 2 : 0), 0)
  const parts = [head, which, object, inherited, sid].filter((part) => part !== undefined)
  const bytes = Buffer.concat(parts)
  bytes.writeUInt16LE(bytes.length, 2)
  return bytes
}

function descriptor(...aces: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(20)
  head.writeUInt32LE(20, 16)
  const acl = Buffer.alloc(8)
  acl.writeUInt16LE(aces.length, 4)
  return Buffer.concat([head, acl, ...aces])
}

const grants = (...aces: readonly Ace[]) =>
  grantsControlAccess(descriptor(...aces.map(ace)), [US], RIGHT)

describe('a control access right', () => {
  test.each<[string, Ace[]]>([
    ['the right itself', [{ type: 5, object: RIGHT }]],
    ['all rights', [{ type: 5 }]],
    ['everything', [{ type: 0, mask: 0xf01ff }]],
    ['the right, inherited by people', [{ type: 5, object: RIGHT, inherited: RIGHT }]],
    [
      'the right, denied to others',
      [
        { type: 6, sid: OTHERS },
        { type: 5, object: RIGHT },
      ],
    ],
  ])('is given by %s', (_, aces) => {
    expect(grants(...aces)).toBe(true)
  })

  test.each<[string, Ace[]]>([
    ['nothing', []],
    ['another right', [{ type: 5, object: Buffer.alloc(16) }]],
    ['the same to others', [{ type: 5, object: RIGHT, sid: OTHERS }]],
    ['a right to read', [{ type: 0, mask: READ }]],
    ['one that is for children only', [{ type: 5, object: RIGHT, flags: INHERIT_ONLY }]],
    [
      'one that is denied before',
      [
        { type: 6, object: RIGHT },
        { type: 5, object: RIGHT },
      ],
    ],
    ['an entry of audit', [{ type: 2 }]],
  ])('is not given by %s', (_, aces) => {
    expect(grants(...aces)).toBe(false)
  })

  test('is not given by a descriptor that could not be read', () => {
    expect(grantsControlAccess(Buffer.alloc(20), [US], RIGHT)).toBe(false)
  })
})
