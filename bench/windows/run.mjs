// node bench/windows/run.mjs [--runs N]
// What the add-in costs at the sign-in screen, against the stand-in for the in-box password provider alone: size of the
// DLL, time from creating the provider to its first tile, and private bytes. Under Wine, N runs of each (15 unless
// told) by turns, and their medians. Ratios tell something; the times are those of this machine and of Wine.
// Writes reports/bench-windows.json.
import { statSync } from 'node:fs'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { writeReport } from '../steps.mjs'
import { buildAll } from './build.mjs'
import { openDisplay } from './display.mjs'
import { HostRuns } from './host-runs.mjs'
import { spread } from './spread.mjs'

const CASES = ['standin', 'tile', 'wrap']

const { values } = parseArgs({ options: { runs: { type: 'string', default: '15' } } })
const runs = Number(values.runs)
if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs takes a whole number above 0')

const built = buildAll()
const seen = Object.fromEntries(CASES.map((name) => [name, []]))
const display = await openDisplay()
const host = new HostRuns(built, display.name)
try {
  // The first run of each loads what the next ones find in memory.
  for (const name of CASES) host.measure(name)
  for (let i = 0; i < runs; i += 1) for (const name of CASES) seen[name].push(host.measure(name))
} finally {
  host.end()
  display.close()
}

const figures = Object.fromEntries(CASES.map((name) => [name, figuresOf(seen[name])]))
const dllBytes = statSync(built.shipped).size
writeReport('windows', { runs, load: loadavg()[0], dllBytes, figures })
say(`DLL: ${dllBytes} bytes`)
for (const name of CASES) say(lineOf(name))

function figuresOf(measures) {
  return {
    firstTileMs: spread(measures.map(({ us }) => us / 1000)),
    privateKib: spread(measures.map(({ privateBytes }) => privateBytes / 1024)),
  }
}

// What a person waits and the PC holds beyond the in-box provider: a tile comes beside its tiles, Wrap around them.
function addedBy(name, figure) {
  const own = figures[name][figure].median
  return name === 'wrap' ? own - figures.standin[figure].median : own
}

function lineOf(name) {
  const { firstTileMs: ms, privateKib: kib } = figures[name]
  const range = `(${ms.low.toFixed(1)} to ${ms.high.toFixed(1)})`
  const line = `${name}: first tile after ${ms.median.toFixed(1)} ms ${range}, ${Math.round(kib.median)} KiB private`
  if (name === 'standin') return line
  const [moreMs, moreKib] = [addedBy(name, 'firstTileMs'), addedBy(name, 'privateKib')]
  return `${line}; it adds ${moreMs.toFixed(1)} ms and ${Math.round(moreKib)} KiB`
}

function say(line) {
  process.stdout.write(`${line}\n`)
}
