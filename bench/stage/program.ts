import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

/** A server under measurement, in a process of its own. */
export type Program = AsyncDisposable & {
  readonly pid: number
  readonly child: ChildProcess
  /** What it has used so far. */
  used(): Used
}

export type Used = {
  /** Of all its threads. */
  readonly cpuMs: number
  /** What it caused to be sent to the disk. */
  readonly writtenBytes: number
  readonly residentBytes: number
}

/** Starts a Node program and waits for the line that says it is ready. */
export async function startProgram(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  heard: (said: unknown) => void = () => {},
): Promise<Program> {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, ...env },
  })
  child.on('message', heard)
  await untilReady(child)
  const { pid = -1 } = child
  return {
    pid,
    child,
    used: () => usedBy(pid),
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function untilReady(child: ChildProcess): Promise<void> {
  if (!child.stdout) throw new Error('a program without an output')
  // Read to its end: a full pipe would stop the program in the middle of the bench.
  const lines = createInterface({ input: child.stdout })
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`a program ended before it was ready: ${code}`)))
    lines.on('line', (line) => {
      if (line.includes('"server.ready"')) resolve()
    })
  })
}

// Of Linux: man 5 proc.
const TICK_MS = 10

function usedBy(pid: number): Used {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name in brackets may hold blanks; user and system time are the 12th and 13th after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return {
    cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS,
    writtenBytes: numberIn(`/proc/${pid}/io`, /^write_bytes: (\d+)/m),
    residentBytes: numberIn(`/proc/${pid}/status`, /^VmRSS:\s+(\d+) kB/m) * 1024,
  }
}

function numberIn(file: string, pattern: RegExp): number {
  return Number(pattern.exec(readFileSync(file, 'utf8'))?.[1])
}
