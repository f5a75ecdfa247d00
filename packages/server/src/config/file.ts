import { existsSync, readFileSync } from 'node:fs'
import { parse, TomlError } from 'smol-toml'
import { ConfigMistakes } from './mistakes.ts'
import type { Environment } from './reference.ts'
import type { Tree } from './tree.ts'

const PLACES = ['latchkey.toml', '/etc/latchkey/latchkey.toml']

type Search = {
  /** As given by `--config`. */
  readonly file?: string | undefined
  readonly env: Environment
  readonly dev?: boolean | undefined
}

/** Where the configuration is. A trial looks only where it is told, so that no real server's file gets in. */
export function findConfigFile({ file, env, dev }: Search): string | undefined {
  const told = file ?? env.LATCHKEY_CONFIG
  if (told !== undefined || dev) return told
  const found = PLACES.find((place) => existsSync(place))
  if (found !== undefined) return found
  throw new ConfigMistakes([
    {
      key: PLACES.join(', '),
      found: 'no file',
      expected: 'one of them, or --config FILE, or LATCHKEY_CONFIG; --dev needs none',
    },
  ])
}

/** Reads a TOML file. What is no TOML is reported with its line, and never quoted: it may hold a secret. */
export function readToml(file: string): Tree {
  const text = readText(file)
  try {
    return parse(text, { unsafeKeyBehaviour: 'throw', maxDepth: 16 })
  } catch (error) {
    if (!(error instanceof TomlError)) throw error
    const [reason = ''] = error.message.replace(/^Invalid TOML document: /, '').split('\n')
    const key = `${file}, line ${error.line}, column ${error.column}`
    throw new ConfigMistakes([{ key, found: 'what is not TOML', expected: `TOML: ${reason}` }])
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    throw new ConfigMistakes([
      { key: file, found: `no file that can be read (${code})`, expected: 'a TOML file' },
    ])
  }
}
