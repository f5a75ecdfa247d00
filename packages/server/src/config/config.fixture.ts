import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect } from 'vitest'
import { type Config, loadConfig } from './config.ts'
import { ConfigMistakes, type Mistake } from './mistakes.ts'
import type { Environment } from './reference.ts'

/** The least that a real server is told. */
export const REAL = `
[http]
listen = "0.0.0.0:8443"
public-url = "https://reset.example.org/"
trusted-proxies = ["10.0.0.0/8"]
[store]
url = "sqlite:/var/lib/latchkey/latchkey.db"
[keys]
file = "/var/lib/latchkey/keys.json"
[[directory]]
name = "corp"
kind = "embedded"
`

/** A folder for each test of the file that calls this, and what is read of the files in it. */
export function useConfigFiles() {
  let dir = ''
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'latchkey-config-'))
  })
  afterEach(() => rmSync(dir, { recursive: true }))

  const pathOf = (name: string): string => join(dir, name)
  const write = (name: string, text: string, mode = 0o600): string => {
    const path = pathOf(name)
    writeFileSync(path, text)
    chmodSync(path, mode)
    return path
  }
  const load = (toml: string, env: Environment = {}): Config =>
    loadConfig({ file: write('latchkey.toml', toml), env })
  const refuses = (key: string, toml: string, what: RegExp): void => {
    const mistakes = mistakesOf(() => load(toml))
    expect(Object.keys(mistakes)).toEqual([key])
    expect(mistakes[key]).toMatch(what)
  }
  return { pathOf, write, load, refuses }
}

/** What is wrong, by key: what was found and what was expected. */
export function mistakesOf(read: () => unknown): Record<string, string> {
  const mistakes = mistakesIn(read)
  return Object.fromEntries(
    mistakes.map(({ key, found, expected }) => [key, `${found}; ${expected}`]),
  )
}

/** The mistakes in the order in which they are reported; none where it can be read. */
export function mistakesIn(read: () => unknown): readonly Mistake[] {
  try {
    read()
  } catch (error) {
    if (!(error instanceof ConfigMistakes)) throw error
    return error.mistakes
  }
  return []
}
