import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from '../port.ts'
import { ROOT } from '../program.ts'

const run = promisify(execFile)
const SCRIPT = join(ROOT, 'scripts', 'postgres.sh')

/** A PostgreSQL of its own, run by an account without rights. */
export type PostgresCluster = {
  readonly port: number
  readonly dir: string
  start(...settings: readonly string[]): Promise<void>
  /** `fast` ends sessions and waits for the disk, `immediate` is as good as a crash. */
  stop(mode?: 'fast' | 'immediate'): Promise<void>
  /** Without a wait, so that a process can do it when it ends. */
  remove(): void
}

// No test here pulls the plug of the machine, and waiting for the disk is most of what a commit takes.
// Nothing lives long enough to be vacuumed, which would also change plans and the order of rows in between.
const QUICK = ['fsync=off', 'full_page_writes=off', 'max_wal_size=128MB', 'autovacuum=off']

const MEMORY = '/dev/shm'
const ENOUGH_BYTES = 2 * 1024 ** 3

// A database is three hundred files: on a disk that others use too, making one takes ten times as long.
function quickestPlace(): string {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    return bavail * bsize >= ENOUGH_BYTES ? MEMORY : tmpdir()
  } catch {
    return tmpdir()
  }
}

const running = new Set<PostgresCluster>()

/** Removes what is still there of this process. */
export function removeClusters(): void {
  for (const cluster of running) cluster.remove()
}

/** Makes a cluster and starts it. */
export async function startCluster(...settings: readonly string[]): Promise<PostgresCluster> {
  const dir = mkdtempSync(join(quickestPlace(), 'latchkey-postgres-'))
  const port = await freePort()
  const start = async (...more: readonly string[]) => {
    await run('bash', [SCRIPT, 'start', dir, String(port), ...QUICK, ...more])
  }
  const stop = async (mode: 'fast' | 'immediate' = 'fast') => {
    await run('bash', [SCRIPT, 'stop', dir, mode])
  }
  await start(...settings)
  const cluster: PostgresCluster = {
    ...{ port, dir, start, stop },
    remove: () => {
      running.delete(cluster)
      try {
        execFileSync('bash', [SCRIPT, 'stop', dir, 'immediate'], { stdio: 'ignore' })
      } catch {
        // It was stopped before.
      }
      rmSync(dir, { recursive: true, force: true })
    },
  }
  running.add(cluster)
  return cluster
}

/** The schema of a database as text, without what differs from run to run. */
export async function dumpSchema(url: string): Promise<string> {
  const { stdout } = await run('bash', [SCRIPT, 'dump', url])
  const lines = stdout.split('\n').filter((line) => !/^(--|SET |SELECT |\\)/.test(line))
  return `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`
}
