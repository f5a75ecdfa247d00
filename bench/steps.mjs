import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { buildIfStale } from '../scripts/tasks/build.mjs'

export const root = resolve(import.meta.dirname, '..')
export const windows = join(root, 'windows')
export const reports = join(root, 'reports')
export const results = join(root, 'bench', 'results')

/** Runs a bench that is written in TypeScript against the bundle, both as they are now. */
export async function runBench(main, { peers = false } = {}) {
  await buildIfStale()
  if (peers && !existsSync(join(root, 'bench', 'peers', 'node_modules')))
    step(`cd '${root}/bench/peers' && npm ci --ignore-scripts --no-audit --no-fund`)
  const line = ['--import', 'tsx', join('bench', main), ...process.argv.slice(2)]
  const { status } = spawnSync(process.execPath, line, { cwd: root, stdio: 'inherit' })
  process.exitCode = status ?? 1
}

/** Runs one shell command behind everybody else; throws with its words where it fails. */
export function step(command) {
  const { status, stdout, stderr } = spawnSync('nice', ['sh', '-c', command], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command}\n${stdout}${stderr}`)
}

/** Installs those Debian packages that are missing, as the tests of the add-in do. */
export function needPackages(names) {
  step(`. '${windows}/scripts/packages.sh' && needPackages ${names}`)
}

/** Keeps the figures of one bench as `reports/bench-<name>.json`. */
export function writeReport(name, figures) {
  mkdirSync(reports, { recursive: true })
  const document = { measured: name, at: new Date().toISOString(), ...figures }
  writeFileSync(join(reports, `bench-${name}.json`), `${JSON.stringify(document, null, 2)}\n`)
}
