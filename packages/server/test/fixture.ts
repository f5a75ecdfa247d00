import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Directory } from '@latchkey/directory'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { seededAnswers, seededApps, seededCodes, seedTrial } from '../src/app/seed-people.ts'
import {
  type Config,
  dataDirectoryOf,
  type FirstPolicy,
  loadConfig,
  windowsDirectoryOf,
} from '../src/config/config.ts'
import type { Sms } from '../src/config/sms-config.ts'
import { authorityIn } from '../src/config/trial-certificate.ts'
import { type House, openHouse } from '../src/house.ts'
import { createHttpServer } from '../src/http/http-server.ts'
import type { Site } from '../src/http/site.ts'
import { createLog } from '../src/log.ts'
import { createMetrics } from '../src/metrics/metrics.ts'
import { CLUSTER } from '../src/store/cluster.fixture.ts'
import { newDatabase } from '../src/store/database.fixture.ts'
import { explainInSqlite, walksIn } from './plans.ts'

/** The first moment of every test: a Tuesday noon, far from any change of day. */
export const START = Date.UTC(2030, 0, 1, 12)
export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

// The least that argon2id takes: what is tested here is not how long a hash takes.
const CHEAP = { memoryCost: 8, timeCost: 1, parallelism: 1 } as const

export type Wishes = {
  readonly policy?: Partial<FirstPolicy>
  readonly trustedProxies?: readonly string[]
  readonly publicUrl?: string
  /** As a server for everybody: HSTS, no trial pages. Messages are kept for the test all the same. */
  readonly isProduction?: boolean
  /** Text messages go by these gateways or by none, and no mail goes at all: there is no outbox page then. */
  readonly sms?: Sms | 'none'
  /** Directories beside or around the embedded one. */
  readonly directories?: (own: readonly Directory[]) => readonly Directory[]
  /** Replaces parts of what the server works with: a directory that fails, for example. */
  readonly wrap?: (house: House) => Partial<House['deps']>
}

/** A whole server in a directory of its own, with the seeded people and a clock that the test moves. */
export type Fixture = AsyncDisposable & {
  readonly dir: string
  readonly house: House
  readonly app: FastifyInstance
  readonly clock: Clock
  /** What was logged so far, line by line. */
  readonly logged: readonly string[]
  /** The statements that ran while `work` did. */
  statementsOf<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly ran: string[] }>
  /** Sends all that is due, as the outbox would within a second. */
  drain(): Promise<void>
  /** What a person's authenticator app shows now. */
  appCode(name: string): Promise<string>
  /** Stops this process and starts another one on the same data. */
  reopen(wishes?: Wishes): Promise<void>
}

export type Clock = { readonly now: () => number; advance(ms: number): void }

export async function openFixture(wishes: Wishes = {}): Promise<Fixture> {
  const dir = mkdtempSync(join(tmpdir(), 'latchkey-server-'))
  const logged: string[] = []
  const ran: string[] = []
  let time = START
  const clock: Clock = {
    now: () => time,
    advance: (ms) => {
      time += ms
    },
  }
  const database = CLUSTER && (await newDatabase(CLUSTER))
  const at = { dir, url: database?.url }
  const start = (more: Wishes) => startServer(at, { ...wishes, ...more }, { clock, logged, ran })
  let { house, app } = await start({})
  if (!house.embedded) throw new Error('the fixture has an embedded directory')
  await seedTrial(house.deps, house.embedded)
  // Migrations may read whole tables: each runs once.
  ran.length = 0
  const stop = async () => {
    await app.close()
    await house.close()
  }
  return {
    dir,
    clock,
    logged,
    get house() {
      return house
    },
    get app() {
      return app
    },
    statementsOf: async (work) => {
      const from = ran.length
      const result = await work()
      return { result, ran: ran.slice(from) }
    },
    // Messages wait for a second or so: a test asks for them when they are due.
    drain: () => house.outbox.drain(time + 2 * SECOND),
    appCode: async (name) => (await appOf(house, name)).code,
    reopen: async (more = {}) => {
      await stop()
      ;({ house, app } = await start(more))
    },
    [Symbol.asyncDispose]: async () => {
      await stop()
      await database?.remove()
      const walks = database ? [] : walksOf(dir, ran)
      rmSync(dir, { recursive: true })
      if (walks.length > 0)
        throw new Error(`statements that grow with the store:\n${walks.join('\n')}`)
    },
  }
}

async function appOf(house: House, name: string) {
  const app = (await seededApps(house.deps)).find((one) => one.name === name)
  if (!app) throw new Error(`${name} has no app`)
  return app
}

// Whatever a test made the server ask: no page and no round of housekeeping may get slower with every person.
function walksOf(dir: string, ran: readonly string[]): string[] {
  using explain = explainInSqlite(join(dir, 'latchkey.db'))
  return walksIn([...new Set(ran)], explain)
}

type Around = { readonly clock: Clock; readonly logged: string[]; readonly ran: string[] }

/** Where a server keeps its files, and its store where that is no file. */
type At = { readonly dir: string; readonly url?: string | undefined }

async function startServer(at: At, wishes: Wishes, { clock, logged, ran }: Around) {
  const config = configOf(at, wishes)
  const house = await openHouse({
    config,
    directories: wishes.directories,
    log: createLog({ destination: { write: (line) => void logged.push(line) } }),
    migrate: true,
    now: clock.now,
    hashing: CHEAP,
    onQuery: (text) => void ran.push(text),
  })
  // No test here pulls the plug, and waiting for the disk is most of what a request takes.
  const { db, dialect } = house.deps.store
  if (dialect === 'sqlite') await sql`pragma synchronous = off`.execute(db)
  return { house, app: await createHttpServer(siteOf(house, config, wishes)) }
}

function configOf({ dir, url }: At, { policy = {}, sms, publicUrl }: Wishes): Config {
  const env = { LATCHKEY__DATA__DIR: dir, LATCHKEY__STORE__URL: url }
  const config = loadConfig({ env, dev: true })
  const firstRun = { policy: { ...config.firstRun.policy, ...policy } }
  const http = { ...config.http, ...(publicUrl !== undefined && { publicUrl }) }
  if (!sms) return { ...config, http, firstRun }
  const { trial: _, ...real } = config
  return { ...real, http, firstRun: { ...firstRun, ...(sms !== 'none' && { sms }) } }
}

function siteOf(house: House, config: Config, wishes: Wishes): Site {
  const { http } = config
  const { kept } = house
  const deps = { ...house.deps, ...wishes.wrap?.(house) }
  const isTrial = !wishes.isProduction
  return {
    deps,
    metrics: createMetrics(),
    publicUrl: http.publicUrl,
    trustedProxies: wishes.trustedProxies ?? [],
    sendsHsts: !isTrial,
    windows: windowsDirectoryOf(config),
    ...(isTrial && {
      trial: {
        messages: () => kept?.messages() ?? [],
        apps: () => seededApps(deps),
        recoveryCodes: () => seededCodes(deps),
        answers: () => seededAnswers(deps),
        authority: authorityIn(dataDirectoryOf(config)),
      },
    }),
  }
}
