import { z } from 'zod'
import { settingsSchema } from './schema.ts'

/** A key of `latchkey.toml`. `*` in its path stands for the position in a list of tables. */
export type Key = {
  readonly path: readonly string[]
  readonly type: 'text' | 'number' | 'flag' | 'list'
  /** The only values, where they are few. */
  readonly values?: readonly unknown[]
  readonly default?: unknown
  readonly description: string
  readonly expected: string
  readonly absent?: string
  readonly isSecret: boolean
  readonly isForTrials: boolean
}

// Here the rules of values don't matter, only what the schema says of its keys.
const SCHEMA = settingsSchema({ dev: false, follow: () => 'nothing' })

/** Every key, in the order of the schema. */
export const KEYS: readonly Key[] = onceEach(keysIn(z.toJSONSchema(SCHEMA, { io: 'input' }), []))

/** The key at a path in which positions are numbers. */
export function findKey(path: readonly PropertyKey[]): Key | undefined {
  const wanted = path.map((part) => (typeof part === 'number' ? '*' : String(part)))
  return KEYS.find((key) => isSame(key.path, wanted) || isSame([...key.path, '*'], wanted))
}

/** The names that a table may hold. */
export function namesIn(path: readonly PropertyKey[]): string[] {
  const depth = path.length
  const inside = KEYS.filter((key) =>
    path.every((part, at) => key.path[at] === (typeof part === 'number' ? '*' : part)),
  )
  return [...new Set(inside.flatMap((key) => key.path[depth] ?? []))]
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((part, at) => part === other[at])
}

// The kinds of one table share keys; what a shared key may be is what it may be in any of them.
function onceEach(keys: readonly Key[]): Key[] {
  const byPath = Map.groupBy(keys, ({ path }) => path.join('.'))
  return [...byPath.values()].flatMap((same) => {
    const [first] = same
    if (!first) return []
    const values = [...new Set(same.flatMap((one) => one.values ?? []))]
    return [{ ...first, ...(first.values && { values }) }]
  })
}

type Node = z.core.JSONSchema.BaseSchema

function keysIn(node: Node, path: readonly string[]): Key[] {
  const tables = node.oneOf ?? [node]
  const properties = tables.flatMap((table) => Object.entries(asNode(table).properties ?? {}))
  if (properties.length > 0)
    return properties.flatMap(([name, inner]) => keysIn(asNode(inner), [...path, name]))
  const items = itemOf(node)
  if (items?.properties ?? items?.oneOf) return keysIn(items, [...path, '*'])
  return [toKey(node, items, path)]
}

function toKey(node: Node, items: Node | undefined, path: readonly string[]): Key {
  const values = valuesOf(items ?? node)
  return {
    path,
    type: typeOf(node),
    ...(values && { values }),
    ...(node.default !== undefined && { default: node.default }),
    description: String(node.description),
    expected: String(node.expected),
    ...(typeof node.absent === 'string' && { absent: node.absent }),
    isSecret: node.secret === true,
    isForTrials: node.devOnly === true,
  }
}

function typeOf(node: Node): Key['type'] {
  if (node.type === 'array') return 'list'
  if (node.type === 'boolean') return 'flag'
  return node.type === 'integer' || node.type === 'number' ? 'number' : 'text'
}

function valuesOf(node: Node): readonly unknown[] | undefined {
  return node.const === undefined ? node.enum : [node.const]
}

function itemOf(node: Node): Node | undefined {
  const items = Array.isArray(node.items) ? node.items[0] : node.items
  return items === undefined ? undefined : asNode(items)
}

// JSON Schema lets a schema be `true`, for "anything"; ours never is.
function asNode(schema: z.core.JSONSchema._JSONSchema): Node {
  return typeof schema === 'boolean' ? {} : schema
}
