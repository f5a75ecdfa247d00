import { parse } from 'smol-toml'
import { KEYS, type Key } from './keys.ts'
import type { Mistake } from './mistakes.ts'
import type { Environment } from './reference.ts'
import { type Path, pathText, type Tree, withValue } from './tree.ts'

const PREFIX = 'LATCHKEY__'

type Overridden = {
  readonly tree: Tree
  /** Which variable gave the value at a path. */
  readonly variables: ReadonlyMap<string, string>
  readonly mistakes: readonly Mistake[]
}

/** The environment of this process. */
export function processEnvironment(): Environment {
  return process.env
}

/** The name by which the environment gives a key; `N` stands for the position in a list of tables. */
export function variableOf(key: Key): string {
  const parts = key.path.map((part) => (part === '*' ? 'N' : variablePart(part)))
  return PREFIX + parts.join('__')
}

/** Puts `LATCHKEY__SECTION__KEY` over what the file says. A variable that means no key is a mistake. */
export function overrideByEnvironment(tree: Tree, env: Environment): Overridden {
  const variables = new Map<string, string>()
  const mistakes: Mistake[] = []
  let changed: unknown = tree
  for (const [name, text] of Object.entries(env).toSorted()) {
    if (!name.startsWith(PREFIX) || text === undefined) continue
    const target = targetOf(name)
    if (!target) mistakes.push(unknownVariable(name))
    else {
      changed = withValue(changed, target.path, typedValue(text, target.key))
      variables.set(pathText(target.path), name)
    }
  }
  // as: a tree with a value put in is a tree, which recursion over unknown values can't say.
  return { tree: changed as Tree, variables, mistakes }
}

/**
 * The LDAP library prints every modification where Node's own debug variable asks it to, new passwords
 * included: no server starts under one that does.
 */
export function debugMistakes({ NODE_DEBUG = '' }: Environment): Mistake[] {
  // As Node reads it: names apart by commas, in any case, with `*` for anything.
  const names = NODE_DEBUG.split(',').map((name) =>
    name
      .split('*')
      .map((part) => part.replace(/[|\\{}()[\]^$+?.]/g, '\\$&'))
      .join('.*'),
  )
  if (!names.some((name) => new RegExp(`^${name}$`, 'i').test('ldapts'))) return []
  const expected = 'nothing that switches on `ldapts`, which would print passwords'
  return [{ key: 'NODE_DEBUG', found: JSON.stringify(NODE_DEBUG), expected }]
}

function targetOf(name: string): { path: Path; key: Key } | undefined {
  const parts = name.slice(PREFIX.length).split('__')
  const key = KEYS.find(
    ({ path }) => path.length === parts.length && path.every((part, at) => means(part, parts[at])),
  )
  const path = key?.path.map((part, at) => (part === '*' ? Number(parts[at]) : part))
  return key && path && { path, key }
}

// Two digits: a longer position would make a list so long that reading it never ends.
function means(part: string, variable = ''): boolean {
  return part === '*' ? /^\d{1,2}$/.test(variable) : variable === variablePart(part)
}

function variablePart(part: string): string {
  return part.toUpperCase().replaceAll('-', '_')
}

function unknownVariable(key: string): Mistake {
  return {
    key,
    found: 'a variable that means no key',
    expected: 'a name of docs/configuration.md, such as LATCHKEY__HTTP__PUBLIC_URL',
  }
}

// What does not read as the key's type stays a text, which the schema then reports as found.
function typedValue(text: string, { type }: Key): unknown {
  if (type === 'number') return /^\d{1,15}$/.test(text) ? Number(text) : text
  if (type === 'flag') return { true: true, false: false }[text] ?? text
  return type === 'list' ? listOf(text) : text
}

function listOf(text: string): unknown {
  if (!text.trimStart().startsWith('['))
    return text === '' ? [] : text.split(',').map((one) => one.trim())
  try {
    return parse(`list = ${text}`).list
  } catch {
    return text
  }
}
