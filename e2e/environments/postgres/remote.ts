import { join } from 'node:path'
import type pg from 'pg'
import {
  administer,
  askCluster,
  connectTo,
} from '../../../packages/server/src/store/database.fixture.ts'
import { freePort } from '../port.ts'
import { newFolder, type Program, removeFolder, startProgram, untilReady } from '../program.ts'
import { untilReadyIs } from '../readiness.ts'
import { messagesOf, trialEnvironment } from '../server.ts'
import { type PostgresCluster, startCluster } from './cluster.ts'
import { type SpoiltWay, startProxy } from './proxy.ts'

/** A server whose database is across something that a test can spoil. */
export type Remote = AsyncDisposable & {
  readonly cluster: PostgresCluster
  readonly proxy: SpoiltWay
  readonly folder: string
  readonly url: string
  readonly env: Readonly<Record<string, string>>
  start(env?: Readonly<Record<string, string>>): Program
  ready(program: Program): Promise<string>
  ask(statement: string): Promise<Record<string, unknown>[]>
  /** A session past the way between, with every right. */
  connect(): Promise<pg.Client>
}

const DATABASE = 'latchkey'
// No superuser: those are let in past every limit.
export const ACCOUNT = 'app'

export async function openRemote(...settings: readonly string[]): Promise<Remote> {
  const cluster = await startCluster(...settings)
  const proxy = await startProxy(cluster.port)
  await administer(cluster.port, `create role ${ACCOUNT} login`)
  await administer(cluster.port, `create database ${DATABASE} owner ${ACCOUNT}`)
  const folder = newFolder()
  const port = await freePort()
  const url = `http://localhost:${port}`
  const programs: Program[] = []
  const env = {
    ...trialEnvironment(join(folder, 'var')),
    LATCHKEY__HTTP__PORT: String(port),
    LATCHKEY__STORE__URL: `postgres://${ACCOUNT}@127.0.0.1:${proxy.port}/${DATABASE}`,
  }
  return {
    ...{ cluster, proxy, folder, url, env },
    start: (more = {}) => {
      const program = startProgram(['serve', '--dev'], { env: { ...env, ...more } })
      programs.push(program)
      return program
    },
    // A first start through the way between, beside other tests, takes its time.
    ready: async (program) => {
      await untilReadyIs(url, 200)
      return await untilReady(program)
    },
    ask: (statement) => askCluster(cluster.port, DATABASE, statement),
    connect: () => connectTo({ port: cluster.port, database: DATABASE }),
    [Symbol.asyncDispose]: async () => {
      for (const program of programs) if (!program.hasEnded()) await program.kill('SIGKILL')
      await proxy.close()
      cluster.remove()
      removeFolder(folder)
    },
  }
}

export const messagesAt = (url: string) => () => messagesOf(url)
