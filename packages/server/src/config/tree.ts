/** What TOML holds before the schema has judged it. */
export type Tree = { [key: string]: unknown }

export type Path = readonly (string | number)[]

/** Whether the value is a table. */
export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value at a path, or undefined where the way ends early. */
export function valueAt(tree: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inside, part) => {
    if (isTree(inside) && typeof part === 'string') return inside[part]
    return Array.isArray(inside) && typeof part === 'number' ? inside[part] : undefined
  }, tree)
}

/** The tree with the value put at the path; where something else than a table is in the way, it stays. */
export function withValue(inside: unknown, path: Path, value: unknown): unknown {
  const [part, ...rest] = path
  if (part === undefined) return value
  if (typeof part === 'number') return withElement(inside ?? [], part, rest, value)
  const table = inside ?? {}
  if (!isTree(table)) return inside
  return { ...table, [part]: withValue(table[part], rest, value) }
}

function withElement(inside: unknown, at: number, rest: Path, value: unknown): unknown {
  if (!Array.isArray(inside)) return inside
  const list: unknown[] = Array.from(
    { length: Math.max(inside.length, at + 1) },
    (_, i) => inside[i],
  )
  list[at] = withValue(list[at], rest, value)
  return list
}

/** `first-run.policy.own-networks[0].flows` */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    return text === '' ? String(part) : `${text}.${String(part)}`
  }, '')
}
