import { join } from 'node:path'
import type pg from 'pg'
import { CLUSTER } from '../../../packages/server/src/store/cluster.fixture.ts'
import {
  askCluster,
  type Cluster,
  connectTo,
  newDatabase,
  type OwnDatabase,
} from '../../../packages/server/src/store/database.fixture.ts'
import type { Api } from '../api.ts'
import { newFolder, removeFolder } from '../program.ts'
import { type Message, startTrial, type TrialServer } from '../server.ts'

/** A store and its keys that several real servers work on. */
export type SharedStore = AsyncDisposable & {
  readonly env: Readonly<Record<string, string>>
  readonly keys: string
  readonly url: string
  /** A server more. */
  join(env?: Readonly<Record<string, string>>): Promise<TrialServer>
  ask(statement: string): Promise<Record<string, unknown>[]>
  connect(): Promise<pg.Client>
}

export const cluster = (): Cluster => {
  if (!CLUSTER) throw new Error('this layer starts a PostgreSQL for its tests')
  return CLUSTER
}

export async function openSharedStore(): Promise<SharedStore> {
  const database: OwnDatabase = await newDatabase(cluster())
  const { url } = database
  const { port } = cluster()
  const name = new URL(url).pathname.slice(1)
  const folder = newFolder()
  const keys = join(folder, 'keys.json')
  const env = { LATCHKEY__STORE__URL: url, LATCHKEY__KEYS__FILE: keys }
  return {
    ...{ env, keys, url },
    join: (more = {}) => startTrial({ env: { ...env, ...more } }),
    ask: (statement) => askCluster(port, name, statement),
    connect: () => connectTo({ port, database: name }),
    [Symbol.asyncDispose]: async () => {
      await database.remove()
      removeFolder(folder)
    },
  }
}

/** Calls one server after the other, as a careless load balancer does. */
export function inTurns(...apis: readonly [Api, ...Api[]]): Api {
  let at = 0
  return {
    call: (...call) => {
      const api = apis[at % apis.length] ?? apis[0]
      at += 1
      return api.call(...call)
    },
  }
}

/** What all of them sent, newest first: each keeps in memory what it sent itself. */
export function messagesOfAll(...servers: readonly TrialServer[]) {
  return async (): Promise<Message[]> => {
    const sent = await Promise.all(servers.map((one) => one.messages()))
    return sent.flat().toSorted((one, other) => other.sentAt.localeCompare(one.sentAt))
  }
}
