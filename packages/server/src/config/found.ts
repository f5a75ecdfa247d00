import { findKey } from './keys.ts'
import { isReference } from './reference.ts'
import { isTree, type Tree, valueAt } from './tree.ts'

const LONGEST = 80

/** Names what is at a path. A value is only quoted where no secret can be. */
export function foundAt(tree: Tree, path: readonly PropertyKey[]): string {
  const value = valueAt(tree, path)
  if (value === undefined) return 'nothing'
  const key = findKey(path)
  if (!key || isTree(value) || Array.isArray(value)) return kindOf(value)
  if (key.isSecret && !isReference(value)) return 'a value that is not shown'
  return quoted(value)
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (isTree(value)) return 'a table'
  return { string: 'a text', boolean: 'true or false' }[typeof value as string] ?? 'a number'
}

function quoted(value: unknown): string {
  // An address of a database or a proxy may carry a password before its host.
  const text = JSON.stringify(value).replace(/\/\/[^/@]*@/, '//…@')
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}
