import { join } from 'node:path'
import { type Finished, ROOT, runProgram } from '../environments/program.ts'

const BUILD = join(ROOT, 'dist', 'windows-build', 'x86_64')
const GAPS = join(import.meta.dirname, 'gaps')
const TARGETS = ['logonhost', 'standin', 'latchkey_trust']

/** What plays around the add-in under Wine. Nothing of it is in a package. */
export type Tools = {
  readonly host: string
  /** Plays the in-box password provider. */
  readonly standIn: string
  /** Puts a certificate among the roots. */
  readonly trust: string
  /** What Wine lacks: see the sources' first lines. */
  readonly screenGaps: string
  readonly ncrypt: string
}

export async function buildTools(): Promise<Tools> {
  await build(join(ROOT, 'windows/scripts/build-tests.sh'), 'x86_64', ...TARGETS)
  return {
    host: join(BUILD, 'host', 'logonhost.exe'),
    standIn: join(BUILD, 'host', 'standin.dll'),
    trust: join(BUILD, 'worker', 'test', 'latchkey_trust.exe'),
    screenGaps: await buildGap('screen.cpp', 'gaps_screen.dll'),
    ncrypt: await buildGap('ncrypt.cpp', 'ncrypt.dll', join(GAPS, 'ncrypt.def'), '-lbcrypt'),
  }
}

async function buildGap(source: string, name: string, ...more: string[]): Promise<string> {
  const made = join(BUILD, name)
  const flags = [
    '-std=c++17',
    '-O1',
    '-static',
    '-s',
    '-shared',
    '-DUNICODE',
    '-D_WIN32_WINNT=0x0601',
  ]
  const strict = ['-Wall', '-Wextra', '-Werror']
  await build(
    'x86_64-w64-mingw32-g++',
    ...flags,
    ...strict,
    join(GAPS, source),
    '-o',
    made,
    ...more,
  )
  return made
}

/** Runs a step of a build, out of the way of whoever works on this machine. */
export async function build(...command: string[]): Promise<Finished> {
  const done = await runProgram(command, { command: ['nice', '-n', '10'] })
  if (done.code !== 0) throw new Error(`${command.join(' ')}\n${done.stdout}\n${done.stderr}`)
  return done
}
