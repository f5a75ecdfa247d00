import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { followReferences } from './reference.ts'

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'latchkey-reference-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

function secretFile(text: string, mode = 0o600): string {
  const path = join(dir, 'secret')
  writeFileSync(path, text)
  chmodSync(path, mode)
  return `file:${path}`
}

const follow = followReferences({ PASSWORD: 'hunter2', EMPTY: '' }, false)

function outcomeOf(text: string, kind: 'public' | 'secret' = 'secret'): string {
  const result = follow(text, kind)
  return typeof result === 'string' ? `expected ${result}` : result.value.use((value) => value)
}

test('reads a file without the line break at its end', () => {
  expect(outcomeOf(secretFile(' hunter2 \n'))).toBe(' hunter2 ')
})

test('reads a variable of the environment', () => {
  expect(outcomeOf('env:PASSWORD')).toBe('hunter2')
})

test('reads a certificate that everybody may read', () => {
  expect(outcomeOf(secretFile('-----BEGIN', 0o644), 'public')).toBe('-----BEGIN')
})

test.each([0o604, 0o602, 0o606])('refuses a secret file of mode %o', (mode) => {
  expect(outcomeOf(secretFile('hunter2', mode))).toMatch(/expected a file that others can't read/)
})

test('refuses an empty file and an empty variable', () => {
  expect(outcomeOf(secretFile('\n'))).toBe('expected a file that is not empty')
  expect(outcomeOf('env:EMPTY')).toBe('expected EMPTY set in the environment')
})

test('refuses what is not there', () => {
  expect(outcomeOf(`file:${dir}/none`)).toBe('expected a file that can be read (ENOENT)')
  expect(outcomeOf('env:NONE')).toBe('expected NONE set in the environment')
})

test('refuses a path that depends on the current folder, and a folder', () => {
  expect(outcomeOf('file:secret')).toMatch(/expected an absolute path/)
  expect(outcomeOf(`file:${dir}`)).toBe('expected a file that can be read (not a file)')
})

test('refuses a literal, except in a trial', () => {
  expect(outcomeOf('hunter2')).toMatch(/never written in the file/)
  const result = followReferences({}, true)('hunter2', 'secret')
  expect(result).toMatchObject({ from: '[secret]' })
})
