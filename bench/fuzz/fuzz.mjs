import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { folders } from './rooms.mjs'

// Linux tells times of processes in hundredths of a second, on every architecture that matters here.
const TICKS_A_SECOND = 100
const LOOK_EVERY_MS = 500

/** Runs one target until it had its processor time, and tells what libFuzzer said at its end. */
export async function fuzz({ name, maxLength, dictionary }, cpuSeconds) {
  const grown = folders.grownOf(name)
  const findings = folders.findingsOf(name)
  for (const folder of [grown, findings]) mkdirSync(folder, { recursive: true })
  const words = [
    '-print_final_stats=1',
    '-use_value_profile=1',
    '-timeout=10',
    '-rss_limit_mb=1024',
    `-max_len=${maxLength}`,
    `-artifact_prefix=${findings}/`,
    ...(dictionary === undefined ? [] : [`-dict=${folders.dictionaryOf(dictionary)}`]),
    grown,
    folders.seedsOf(name),
  ]
  const program = spawn('nice', ['-n', '19', folders.programOf(name), ...words], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const said = collect(program.stderr)
  const end = new Promise((done) => program.once('close', (code, signal) => done({ code, signal })))
  const spent = await waitFor(program, cpuSeconds)
  // libFuzzer ends in order on this signal: it tells its figures and exits with 0.
  program.kill('SIGUSR1')
  const { code } = await end
  return { target: name, cpuSeconds: spent, endedAsTold: code === 0, ...figuresOf(await said) }
}

async function waitFor(program, cpuSeconds) {
  let spent = 0
  while (spent < cpuSeconds && program.exitCode === null && program.signalCode === null) {
    await pause(LOOK_EVERY_MS)
    spent = cpuSecondsOf(program.pid) ?? spent
  }
  return spent
}

function cpuSecondsOf(pid) {
  try {
    // The name in brackets may hold spaces; what follows it can be split.
    const [, ...fields] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ')
    return (Number(fields[10]) + Number(fields[11])) / TICKS_A_SECOND
  } catch {
    return undefined
  }
}

async function collect(stream) {
  let text = ''
  for await (const part of stream.setEncoding('utf8')) text += part
  return text
}

/** Reads libFuzzer's last words: `#123 DONE cov: 1 ft: 2 corp: 3/4b …` and its `stat::` lines. */
function figuresOf(text) {
  const last = (pattern) => Number([...text.matchAll(pattern)].at(-1)?.[1] ?? 0)
  return {
    runs: last(/stat::number_of_executed_units:\s*(\d+)/g),
    slowestRunSeconds: last(/stat::slowest_unit_time_sec:\s*(\d+)/g),
    peakMegabytes: last(/stat::peak_rss_mb:\s*(\d+)/g),
    edges: last(/cov: (\d+)/g),
    features: last(/ft: (\d+)/g),
    inputs: last(/corp: (\d+)\//g),
  }
}
