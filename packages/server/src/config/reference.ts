import { readFileSync, statSync } from 'node:fs'
import { Secret } from '@latchkey/protocol'

/** A value that the configuration only points at, with the way it was pointed at, which may be shown. */
export type Referred = { readonly from: string; readonly value: Secret<string> }

export type Environment = Readonly<Record<string, string | undefined>>

/** Follows `file:/path` and `env:NAME`; a string is the mistake, as what would have been right. */
export type Follow = (text: string, kind: 'public' | 'secret') => Referred | string

const LARGEST = 1 << 20
const LITERAL = '[secret]'

/** A literal secret would end in backups, tickets and version control: outside a trial none is accepted. */
export function followReferences(env: Environment, dev: boolean): Follow {
  return (text, kind) => {
    const [, scheme, target = ''] = /^(file|env):(.+)$/s.exec(text) ?? []
    if (scheme === 'file') return fromFile(text, target, kind)
    if (scheme === 'env') return referred(text, env[target], `${target} set in the environment`)
    if (dev) return referred(LITERAL, text, 'a value')
    return '"file:/path" or "env:NAME": outside a trial it is never written in the file itself'
  }
}

/** Whether the text points elsewhere, so that it may be shown itself. */
export function isReference(value: unknown): value is string {
  return typeof value === 'string' && /^(file:\/|env:[A-Z][A-Z0-9_]*$)/.test(value)
}

function fromFile(from: string, path: string, kind: 'public' | 'secret'): Referred | string {
  if (!path.startsWith('/')) return 'an absolute path after "file:"'
  try {
    const { mode, size } = statFile(path)
    if (size > LARGEST) return 'a file of at most 1 MiB'
    if (kind === 'secret' && isOpenToOthers(mode))
      return `a file that others can't read (chmod o= ${path})`
    return referred(from, readFileSync(path, 'utf8'), 'a file that is not empty')
  } catch (error) {
    return `a file that can be read (${codeOf(error)})`
  }
}

function statFile(path: string): { mode: number; size: number } {
  const stat = statSync(path)
  // Reading a device or a pipe may never end.
  if (!stat.isFile()) throw Object.assign(new Error('not a regular file'), { code: 'not a file' })
  return stat
}

// Any account of this machine could take the secret. Windows has no such bits: its modes are made up.
function isOpenToOthers(mode: number): boolean {
  return process.platform !== 'win32' && (mode & 0o007) !== 0
}

function referred(from: string, text: string | undefined, expected: string): Referred | string {
  // Editors and `echo` end a file with a line break that is no part of the secret.
  const value = text?.replace(/\r?\n$/, '')
  return value ? { from, value: new Secret(value) } : expected
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
}
