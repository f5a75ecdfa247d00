// What a test does to the PC that the worker runs on: its registry, its key, and workers that nobody dials.
import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { programs, Walker, wine } from './wine.mjs'

const MACHINE = 'HKLM\\SOFTWARE\\Latchkey\\State\\Machine'
const ENROLMENT = 'HKLM\\SOFTWARE\\Latchkey\\Enrolment'
const CRYPTOGRAPHY = 'HKLM\\SOFTWARE\\Microsoft\\Cryptography'

/** Where the test EXE keeps its double of the machine key. */
export const keyFile = join(process.env.WINEPREFIX, 'drive_c/latchkey-double-of-the-machine-key')

const reg = (...words) => wine('reg', ...words)

/** The values of a key as `reg query` prints them. */
async function valuesOf(key) {
  const { out } = await reg('query', key)
  const rows = [...out.matchAll(/^ {4}(\w+)\s+REG_\w+\s+(.*?)\r?$/gm)]
  return Object.fromEntries(rows.map(([, name, value]) => [name, value]))
}

export const record = () => valuesOf(MACHINE)
const fleetCode = async () => (await valuesOf(ENROLMENT)).Code
export const setFleetCode = (code) => reg('add', ENROLMENT, '/v', 'Code', '/d', code, '/f')
/** As if the enrolment were another server's. */
export const setServer = (url) => reg('add', MACHINE, '/v', 'Server', '/d', url, '/f')
export const machineGuid = async () => (await valuesOf(CRYPTOGRAPHY)).MachineGuid
export const setMachineGuid = (guid) =>
  reg('add', CRYPTOGRAPHY, '/v', 'MachineGuid', '/d', guid, '/f')

/** What SYSTEM does at each start of the PC. */
export const keep = () => wine(programs.workerForTests, '--keep')

/** A PC that was never a machine. */
export async function forgetMachine() {
  await reg('delete', MACHINE, '/f')
  await reg('delete', ENROLMENT, '/f')
}

let runs = 0

export const log = () =>
  readFile(
    join(process.env.WINEPREFIX, 'drive_c/ProgramData/Latchkey/Logs/Worker/worker.log'),
    'utf8',
  ).catch(() => '')

/** Waits until `isDone` tells true of the record, the code that is left and what was logged from there on. */
export async function until(isDone, logged = 0) {
  for (let i = 0; i < 40; i++) {
    const seen = { ...(await record()), code: await fleetCode(), log: (await log()).slice(logged) }
    if (isDone(seen)) return seen
    await sleep(200)
  }
  throw new Error(`not so: ${isDone}`)
}

/** A worker that nobody dials, as long as that takes. */
export async function runAlone(url, isDone) {
  const walker = new Walker()
  await walker.set({ ServerUrl: url, PinnedSpki: undefined, Proxy: 'direct' })
  await walker.close()
  const pipe = `\\\\.\\pipe\\latchkey-alone-${process.pid}-${++runs}`
  const logged = (await log()).length
  const worker = spawn('wine', [programs.workerForTests, '--pipe', pipe], { stdio: 'ignore' })
  const ended = new Promise((resolve) => worker.once('exit', resolve))
  try {
    return await until(isDone, logged)
  } finally {
    worker.kill('SIGKILL')
    await ended
  }
}
