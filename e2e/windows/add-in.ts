import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BUNDLE, ROOT, runProgram } from '../environments/program.ts'
import { type TrialServer, trialEnvironment } from '../environments/server.ts'
import { build } from './tools.ts'

export const MSI = 'SsprWindowsLogon.PROD.msi'
export const PROVIDER = '{3297ebe8-358c-4706-b7fa-3b3742621754}'
export const FILTER = '{c81c4fa7-2c14-403d-9bda-5cd571ec3f52}'

/** Runs the server's program beside the running server, on its data. */
export async function latchkey(server: TrialServer, ...words: string[]): Promise<string> {
  const done = await runProgram([...words, '--dev'], {
    command: [process.execPath, BUNDLE],
    env: trialEnvironment(server.dir),
  })
  if (done.code !== 0) throw new Error(`latchkey ${words.join(' ')}: ${done.stderr}`)
  return done.stdout
}

/** Builds both packages as a release is built. */
export async function buildPackages(): Promise<void> {
  await build(process.execPath, join(ROOT, 'scripts/run.mjs'), 'build-windows')
}

/** Has the server hand out packages that carry its address, and gets the one for x64 from its page. */
export async function downloadPackage(server: TrialServer, into: string) {
  await latchkey(server, 'windows', 'package', '--url', server.httpsUrl, '--from', 'dist/windows')
  const page = await (await fetch(`${server.url}/windows`)).text()
  const answer = await fetch(`${server.url}/windows/x64/${MSI}`)
  const msi = Buffer.from(await answer.arrayBuffer())
  mkdirSync(into, { recursive: true })
  writeFileSync(join(into, MSI), msi)
  return { page, sha256: createHash('sha256').update(msi).digest('hex') }
}

/** One line of `latchkey audit list --json`, so far as these tests look. */
export type Audited = {
  readonly at: string
  readonly activity: string
  readonly outcome: string
  readonly targetName: string | null
  readonly address: string | null
  readonly clientType: string | null
  readonly clientKind: string | null
  readonly clientOs: string | null
  readonly clientVersion: string | null
  readonly machine: string | null
  readonly machineId: string | null
  readonly flow: string | null
  /** The kinds that were passed, in their order. */
  readonly gates: readonly string[]
}

/** The audit, newest first. */
export async function auditOf(server: TrialServer): Promise<Audited[]> {
  const listed = await latchkey(server, 'audit', 'list', '--json')
  return listed
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}
