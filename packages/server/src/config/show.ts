import { KEYS, type Key } from './keys.ts'
import type { Reading } from './settings.ts'
import { isTree, pathText, valueAt } from './tree.ts'

type Line = { readonly table: string; readonly text: string }

const FIRST_RUN =
  '# What [first-run] says was put into the store when the store was made. From then on the store has it:\n' +
  '# changes here change nothing, and what is in force may differ.'

/** The values in force, as TOML, with where each comes from. Secrets are shown as what points to them. */
export function showSettings(reading: Reading): string {
  const groups = Map.groupBy(
    KEYS.flatMap((key) => linesOf(key, reading)),
    ({ table }) => table,
  )
  const firstRun = [...groups.keys()].find((table) => table.startsWith('first-run.'))
  const blocks = [...groups].map(([table, lines]) =>
    [
      ...(table === firstRun ? [FIRST_RUN] : []),
      ...headOf(table),
      ...lines.map(({ text }) => text),
    ].join('\n'),
  )
  return `${[`# ${reading.file ?? 'no file: a trial'}`, ...blocks].join('\n\n')}\n`
}

function headOf(table: string): string[] {
  if (table === '') return []
  return [table.endsWith(']') ? listHead(table) : `[${table}]`]
}

function listHead(table: string): string {
  return `[[${table.replace(/\[\d+\]$/, '')}]]`
}

function linesOf(key: Key, reading: Reading): Line[] {
  return pathsOf(key, reading).flatMap((path) => {
    const value = valueAt(reading.settings, path)
    if (value === undefined) return []
    const name = key.path.at(-1)
    const text = `${name} = ${tomlOf(value)}  # ${sourceOf(path, reading)}`
    return [{ table: pathText(path.slice(0, -1)), text }]
  })
}

function pathsOf(key: Key, { settings }: Reading): (string | number)[][] {
  return key.path.reduce<(string | number)[][]>(
    (paths, part) => paths.flatMap((path) => stepsFrom(path, part, settings)),
    [[]],
  )
}

function stepsFrom(path: (string | number)[], part: string, tree: unknown): (string | number)[][] {
  if (part !== '*') return [[...path, part]]
  const list = valueAt(tree, path)
  return Array.isArray(list) ? list.map((_, at) => [...path, at]) : []
}

function sourceOf(path: (string | number)[], { given, variables }: Reading): string {
  const variable = variables.get(pathText(path))
  if (variable !== undefined) return variable
  return valueAt(given, path) === undefined ? 'default' : 'given'
}

// A referred value is shown as the text that points to it: never its content, which may be a secret.
function tomlOf(value: unknown): string {
  if (isTree(value)) return JSON.stringify(value.from)
  if (Array.isArray(value)) return `[${value.map(tomlOf).join(', ')}]`
  return JSON.stringify(value)
}
