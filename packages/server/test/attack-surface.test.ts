import { readFileSync } from 'node:fs'
import { FLOW_BOUNDS, LIMITS, type Limit, signInLimit } from '@latchkey/core'
import { expect, test } from 'vitest'

const PAGE = readFileSync(new URL('../../../docs/attack-surface.md', import.meta.url), 'utf8')

test('publishes every throttle as it is in force', () => {
  const published = rowsUnder('budget', 'most').map((cells) => cells.slice(0, 4))
  expect(published).toEqual(Object.entries(LIMITS).map(([name, limit]) => rowOf(name, limit)))
})

test('publishes every bound of a flow as it is in force', () => {
  const inForce = Object.entries(FLOW_BOUNDS).map(([name, value]) => [
    `\`${name}\``,
    name.endsWith('Ms') ? spanOf(value) : String(value),
  ])
  expect(rowsUnder('bound', 'is')).toEqual(inForce)
})

test('publishes how many wrong sign-ins a lockout leaves room for', () => {
  const published = rowsUnder('lockout threshold', 'wrong sign-ins that we pass on')
  expect(published.length).toBeGreaterThan(0)
  for (const [threshold, passedOn] of published) {
    const { most } = signInLimit({ threshold: Number.parseInt(threshold ?? '', 10), windowMs: 0 })
    expect([threshold, passedOn]).toEqual([threshold, String(most)])
  }
})

function rowOf(name: string, { most, perMs, window }: Limit): string[] {
  return [`\`${name}\``, String(most), spanOf(perMs), window]
}

function spanOf(ms: number): string {
  if (ms % 3_600_000 === 0) return `${ms / 3_600_000} h`
  return ms % 60_000 === 0 ? `${ms / 60_000} min` : `${ms / 1000} s`
}

/** The cells of the table whose head begins with these two words. */
function rowsUnder(first: string, second: string): string[][] {
  const lines = PAGE.split('\n')
  const head = lines.findIndex((line) => line.startsWith(`| ${first} | ${second} |`))
  if (head < 0) throw new Error(`no table begins with ${first} and ${second}`)
  const body = lines.slice(head + 2)
  const end = body.findIndex((line) => !line.startsWith('|'))
  return body.slice(0, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}
