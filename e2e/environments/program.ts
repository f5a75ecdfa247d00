import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from './deadline.ts'

export const ROOT = join(import.meta.dirname, '..', '..')
export const BUNDLE = join(ROOT, 'dist', 'latchkey.mjs')

export type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null }

/** A running program, and what it has said so far. */
export type Program = {
  readonly pid: number
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  hasEnded(): boolean
  stdout(): string
  stderr(): string
  kill(signal: NodeJS.Signals): Promise<Ended>
}

export type Start = {
  readonly command?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

const running = new Set<ChildProcess>()

/** Ends what is still running: a test that fails before it stops its program must not leave it behind. */
export function endPrograms(): void {
  for (const child of running) child.kill('SIGKILL')
}

/** Starts a program; without `command` the bundle. `args` follow it. */
export function startProgram(args: readonly string[], start: Start = {}): Program {
  const [file = process.execPath, ...rest] = start.command ?? [process.execPath, BUNDLE]
  const child = spawn(file, [...rest, ...args], {
    cwd: start.cwd ?? ROOT,
    env: cleanEnvironment(start.env),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  let isOver = false
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      isOver = true
      running.delete(child)
      resolve({ code, signal })
    })
  })
  return {
    pid: child.pid ?? -1,
    child,
    ended,
    hasEnded: () => isOver,
    stdout: () => stdout,
    stderr: () => stderr,
    kill: (signal) => {
      child.kill(signal)
      return ended
    },
  }
}

// What the outer npm or Vitest set must not reach the program: only what a test says counts.
function cleanEnvironment(extra: Start['env'] = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|VITEST|LATCHKEY_|NODE_ENV)/.test(name),
  )
  return { ...Object.fromEntries(own), ...extra }
}

export type Finished = Ended & { readonly stdout: string; readonly stderr: string }

/** Runs a program to its end. */
export async function runProgram(args: readonly string[], start: Start = {}): Promise<Finished> {
  const program = startProgram(args, start)
  const end = await program.ended
  return { ...end, stdout: program.stdout(), stderr: program.stderr() }
}

/** The JSON lines that a program printed, so far as they are JSON. */
export function eventsOf(program: Pick<Program, 'stdout'>): Record<string, unknown>[] {
  return program
    .stdout()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
}

/** Waits for the line that says where the server is; fails with the server's own words if it ended instead. */
export async function untilReady(program: Program): Promise<string> {
  return await eventually('server.ready', () => {
    if (program.hasEnded()) throw new Error(`the server ended:\n${program.stderr()}`)
    const ready = eventsOf(program).find(({ event }) => event === 'server.ready')
    return typeof ready?.url === 'string' ? ready.url : undefined
  })
}

/** A folder of one test's own. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'latchkey-e2e-'))
}

export function removeFolder(path: string): void {
  rmSync(path, { recursive: true, force: true })
}
