import { mkdirSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'

/** Sets the password of the nth person to the nth of a series. */
export type Reset = (person: number, turn: number) => Promise<void>

export type Compared = {
  readonly atOnce: number
  readonly ours: number
  readonly bare: number
  /** Median of the ratios of neighbouring batches: ours over bare, in resets per second. */
  readonly ratio: number
}

const PEOPLE = 8
const TURNS = 15

/** Runs batches of both by turns, and gives resets per second. */
export async function compare(ours: Reset, bare: Reset, atOnce: number): Promise<Compared> {
  const rates = { ours: [] as number[], bare: [] as number[] }
  let turn = 0
  for (let n = 0; n < TURNS; n += 1) {
    // Whoever goes first finds the other's writes still settling: they change places.
    const order = n % 2 === 0 ? (['ours', 'bare'] as const) : (['bare', 'ours'] as const)
    for (const which of order) {
      turn += 1
      rates[which].push(await rateOf({ ours, bare }[which], atOnce, turn))
    }
  }
  const ratios = rates.ours.map((rate, n) => rate / (rates.bare[n] ?? rate))
  return {
    atOnce,
    ours: median(rates.ours),
    bare: median(rates.bare),
    ratio: median(ratios),
  }
}

async function rateOf(reset: Reset, atOnce: number, turn: number): Promise<number> {
  const from = performance.now()
  const people = Array.from({ length: PEOPLE }, (_, person) => person)
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let person = people.shift(); person !== undefined; person = people.shift())
        await reset(person, turn)
    }),
  )
  return PEOPLE / ((performance.now() - from) / 1000)
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** Keeps and prints the figures. */
export function report(name: string, compared: readonly Compared[]): void {
  const folder = `${import.meta.dirname}/../../reports`
  mkdirSync(folder, { recursive: true })
  const document = {
    measured: `directory-${name}`,
    at: new Date().toISOString(),
    load: loadavg()[0],
    compared,
  }
  writeFileSync(`${folder}/bench-directory-${name}.json`, `${JSON.stringify(document, null, 2)}\n`)
  for (const { atOnce, ours, bare, ratio } of compared)
    process.stdout.write(
      `${name}, ${atOnce} at once: ${ours.toFixed(1)}/s, bare ${bare.toFixed(1)}/s, ratio ${ratio.toFixed(2)}\n`,
    )
}

/** A password that no rule here refuses and no history holds. */
export function passwordOf(person: number, turn: number): string {
  return `Plum-${person}-Bridge-${turn}-${Date.now().toString(36)}`
}
