import { format, inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { Secret } from './secret.ts'

const VALUE = 'Quiet-Harbour-417'

describe('Secret', () => {
  test('hands its value to use, and hands back what use makes of it', () => {
    expect(new Secret(VALUE).use((value) => value.length)).toBe(VALUE.length)
  })

  test.each<[string, (secret: Secret<string>) => string]>([
    ['a template', (secret) => `${secret}`],
    ['String', (secret) => String(secret)],
    ['join', (secret) => [secret].join()],
    ['JSON', (secret) => JSON.stringify({ deep: [secret] })],
    ['inspect', (secret) => inspect({ secret }, { showHidden: true, depth: null })],
    ['inspect without custom inspectors', (secret) => inspect(secret, { customInspect: false })],
    ['format as an object', (secret) => format('%o %O %j %s', secret, secret, secret, secret)],
    ['the names and values of its properties', (secret) => JSON.stringify(Object.entries(secret))],
    ['a copy', (secret) => JSON.stringify({ ...secret })],
    ['a structured clone', (secret) => inspect(structuredClone(secret))],
    ['an error that has it as its cause', (secret) => inspect(new Error('no', { cause: secret }))],
  ])('does not show its value in %s', (_, show) => {
    expect(show(new Secret(VALUE))).not.toContain(VALUE)
  })

  test.each<[string, (secret: Secret<string>) => string]>([
    ['text', (secret) => `${secret}`],
    ['JSON', (secret) => JSON.parse(JSON.stringify(secret))],
    ['inspect', (secret) => inspect(secret)],
  ])('says in %s that something is hidden', (_, show) => {
    expect(show(new Secret(VALUE))).toBe('[secret]')
  })
})
