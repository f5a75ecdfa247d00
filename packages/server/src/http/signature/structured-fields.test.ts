import { describe, expect, test } from 'vitest'
import {
  parseBytes,
  parseSignatureInput,
  serializeBytes,
  serializeInput,
} from './structured-fields.ts'

const TEXT = '("@method" "@path");created=1618884473;nonce="a-b_c";alg="ecdsa-p256-sha256"'

describe('a signature’s input', () => {
  test('is read with its label, components and parameters', () => {
    expect(parseSignatureInput(`sig1=${TEXT}`)).toEqual({
      label: 'sig1',
      components: ['@method', '@path'],
      parameters: { created: 1618884473, nonce: 'a-b_c', alg: 'ecdsa-p256-sha256' },
      text: TEXT,
    })
  })

  test('is written as it is read', () => {
    const { components = [], parameters = {} } = parseSignatureInput(`sig1=${TEXT}`) ?? {}
    expect(serializeInput(components, parameters)).toBe(TEXT)
  })

  test.each([
    ['nothing', ''],
    ['two signatures', `sig1=${TEXT}, sig2=${TEXT}`],
    ['no label', TEXT],
    ['a label in capitals', `Sig1=${TEXT}`],
    ['blanks that would not be written', 'sig1=( "@method" );nonce="a"'],
    ['two blanks between components', 'sig1=("@method"  "@path");nonce="a"'],
    ['a tab', 'sig1=("@method"\t"@path")'],
    ['a component with parameters', 'sig1=("@query-param";name="a")'],
    ['a component twice', 'sig1=("@method" "@method")'],
    ['a parameter twice', 'sig1=("@method");nonce="a";nonce="b"'],
    ['an escape', 'sig1=("@method");nonce="a\\"b"'],
    ['a token in place of a string', 'sig1=("@method");nonce=abc'],
    ['a parameter without a value', 'sig1=("@method");nonce'],
    ['a number with a leading zero', 'sig1=("@method");created=01'],
    ['a fraction', 'sig1=("@method");created=1.5'],
    ['an open list', 'sig1=("@method"'],
    ['something behind it', 'sig1=("@method") '],
    ['a character beyond ASCII', 'sig1=("@méthod")'],
    ['a name that objects have', 'sig1=("@method");__proto__="a"'],
  ])('is refused with %s', (_, field) => {
    expect(parseSignatureInput(field)).toBeUndefined()
  })
})

describe('a byte sequence', () => {
  test('is read and written', () => {
    const bytes = Buffer.from([0, 255, 128])
    expect(serializeBytes('sig1', bytes)).toBe('sig1=:AP+A:')
    expect(parseBytes('sig1=:AP+A:')).toEqual({ key: 'sig1', bytes })
    expect(parseBytes('sig1=::')).toEqual({ key: 'sig1', bytes: Buffer.alloc(0) })
  })

  test.each([
    ['two members', 'a=:AP+A:, b=:AP+A:'],
    ['the other alphabet', 'a=:AP-A:'],
    ['missing padding', 'a=:AA:'],
    ['bits that decode to nothing', 'a=:AB==:'],
    ['a parameter', 'a=:AP+A:;b'],
    ['no colons', 'a=AP+A'],
  ])('is refused with %s', (_, field) => {
    expect(parseBytes(field)).toBeUndefined()
  })
})
