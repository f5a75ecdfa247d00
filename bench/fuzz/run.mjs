// node bench/fuzz/run.mjs [--cpu-minutes N] [--keep]
// Fuzzes both parsers of the add-in, side by side and at the lowest priority, until each had N minutes of processor
// time (12 unless told), whatever else the machine does meanwhile. Says how many runs that were, and what they found;
// exits with 1 where they found anything. Writes reports/bench-fuzz.json.
//   --keep  puts what reached new code, minimised, into windows/fuzz/corpus, which `npm test` replays
import { readdirSync, rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { writeReport } from '../steps.mjs'
import { buildTargets } from './build.mjs'
import { keepCorpus } from './corpus.mjs'
import { fuzz } from './fuzz.mjs'
import { folders, TARGETS } from './rooms.mjs'

const { values } = parseArgs({
  options: {
    'cpu-minutes': { type: 'string', default: '12' },
    keep: { type: 'boolean', default: false },
  },
})
const cpuSeconds = Number(values['cpu-minutes']) * 60
if (!(cpuSeconds > 0)) throw new Error('--cpu-minutes takes a number above 0')

buildTargets()
rmSync(folders.findings, { recursive: true, force: true })
const reports = await Promise.all(TARGETS.map((target) => fuzz(target, cpuSeconds)))
for (const report of reports) {
  report.findings = readdirSync(folders.findingsOf(report.target))
  if (values.keep) report.kept = keepCorpus(report.target)
  say(report)
}

const total = reports.reduce((sum, report) => sum + report.cpuSeconds, 0)
writeReport('fuzz', { cpuMinutes: Math.round(total / 6) / 10, targets: reports })
process.exitCode = reports.every(isClean) ? 0 : 1

// A target that ended by itself ended before its time: a crash of the fuzzer counts, even where it left no file.
function isClean(report) {
  return report.findings.length === 0 && report.endedAsTold && report.runs > 0
}

function say({ target, runs, cpuSeconds: seconds, edges, inputs, findings }) {
  const found = findings.length === 0 ? 'no finding' : `FOUND ${findings.join(' ')}`
  const line = `${target}: ${runs} runs in ${Math.round(seconds)} s of processor time, ${edges} edges, ${inputs} inputs`
  process.stdout.write(`${line}, ${found}\n`)
}
