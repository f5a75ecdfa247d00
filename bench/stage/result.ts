import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { rounded } from './numbers.ts'

const RESULTS = join(import.meta.dirname, '..', 'results')

/** Keeps the figures of one bench as `bench/results/<name>.json`, with the machine, the date and the command. */
export function keepResult(name: string, figures: Readonly<Record<string, unknown>>): void {
  mkdirSync(RESULTS, { recursive: true })
  const document = {
    measured: name,
    command: `node bench/${name}/run.mjs ${process.argv.slice(2).join(' ')}`.trim(),
    at: new Date().toISOString(),
    machine: machineOf(),
    ...figures,
  }
  const text = JSON.stringify(document, (_, value) => readable(value), 2)
  writeFileSync(join(RESULTS, `${name}.json`), `${text}\n`)
}

function readable(value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? rounded(value) : value
}

function machineOf() {
  return {
    processors: cpus().length,
    model: cpus()[0]?.model ?? 'unknown',
    memoryGib: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    // What else ran: above the number of processors, times mean little.
    load: loadavg()[0],
  }
}

/** Prints rows as a table whose columns line up. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => (row[at] ?? '').length)),
  )
  for (const row of rows) {
    const cells = row.map((cell, at) =>
      at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
    )
    process.stdout.write(`${cells.join('  ')}\n`)
  }
}

export function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
