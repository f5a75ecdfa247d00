import { printable } from './printable.ts'

/** Rows of text under each other, columns two spaces apart. */
export function alignedLines(rows: readonly (readonly string[])[]): string {
  const safe = rows.map((row) => row.map(printable))
  const widths = safe.reduce<number[]>(
    (widest, row) => widest.map((width, at) => widerOf(width, row[at])),
    widthsOf(safe[0]),
  )
  return safe.map((row) => lineOf(row, widths)).join('\n')
}

function widthsOf(row: readonly string[] = []): number[] {
  return row.map((cell) => cell.length)
}

function widerOf(width: number, cell = ''): number {
  return Math.max(width, cell.length)
}

/** One row whose columns have these widths; what is longer pushes the rest. */
export function lineOf(row: readonly string[], widths: readonly number[]): string {
  return row
    .map((cell, at) => cell.padEnd(widths[at] ?? 0))
    .join('  ')
    .trimEnd()
}
