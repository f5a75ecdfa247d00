import { isIP } from 'node:net'
import type { Secret } from '@latchkey/protocol'
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import pg from 'pg'
import { isThisMachine } from '../host.ts'
import type { StoreAddress } from './address.ts'
import { again, connectFault, postgresFault } from './postgres-fault.ts'
import { StoreUnavailable } from './store-fault.ts'

export type PostgresAddress = Extract<StoreAddress, { kind: 'postgres' }>

/** What is needed beside the address to get in. */
export type Access = {
  readonly password?: Secret<string> | undefined
  /** The authority of its certificate; those of this system where left out. */
  readonly ca?: string | undefined
  /** How many connections this process opens at most. */
  readonly connections?: number | undefined
}

/** How long what may take; a migration has no bounds for its statements. */
export type Patience = { readonly statementMs: number; readonly answerMs: number }

// The database gives up first, so that it has stopped working on what nobody waits for any more.
export const PATIENCE: Patience = { statementMs: 8_000, answerMs: 9_000 }
export const NO_HURRY: Patience = { statementMs: 0, answerMs: 0 }

const CONNECT_MS = 5_000
const STANDS_STILL_MS = 10_000
const IDLE_MS = 60_000
const CONNECTIONS = 10

/** Promises connections that are bounded in number and time, and whose loss never ends the process. */
export function createPostgresPool(
  address: PostgresAddress,
  access: Access,
  patience: Patience,
): PostgresPool {
  const pool = new pg.Pool(optionsOf(address, access, patience))
  // Unheard, an `error` event ends the process. Whoever next asks for a connection is told.
  pool.on('error', () => {})
  // The same for one that is in use between two statements: the next one fails.
  pool.on('connect', (client) => client.on('error', () => {}))
  const opened = new WeakMap<pg.PoolClient, Connection>()
  return {
    connect: async () => {
      const client = await connectTo(pool)
      const known = opened.get(client)
      const connection = known ?? new Connection(client)
      if (!known) await prepare(connection, patience)
      opened.set(client, connection)
      // as: it lacks cursors, which nothing of ours asks for.
      return connection as unknown as PostgresPoolClient
    },
    end: () => pool.end(),
    options: pool.options,
  }
}

async function connectTo(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect()
  } catch (error) {
    throw connectFault(error)
  }
}

// Everything is said: what is left out, the driver takes from the environment of the process.
function optionsOf(
  { host, port, user, database }: PostgresAddress,
  { password, ca, connections = CONNECTIONS }: Access,
  { answerMs }: Patience,
): pg.PoolConfig {
  return {
    ...{ host, port, user, database },
    password: () => password?.use((text) => text) ?? '',
    // To this machine in the clear, unless its certificate is to be checked too.
    ssl: isThisMachine(host) && ca === undefined ? false : tlsTo(host, ca),
    application_name: 'latchkey',
    max: connections,
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: IDLE_MS,
    keepAlive: true,
    ...(answerMs > 0 && { query_timeout: answerMs }),
    types: { getTypeParser },
  }
}

// As libpq's verify-full: chain and name are checked, and nothing switches that off.
function tlsTo(host: string, ca: string | undefined) {
  return {
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    host,
    ...(isIP(host) === 0 && { servername: host }),
    ...(ca !== undefined && { ca }),
  } as const
}

const INT8 = 20

// Times and counts of ours stay below 2^53.
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  // as: of the overloads for text and binary, the driver asks for text here.
  oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text')

// By statements rather than start-up parameters, which a pooler in between may refuse.
const PREPARE = `select
  set_config('statement_timeout', $1, false),
  set_config('idle_in_transaction_session_timeout', $2, false),
  set_config('default_transaction_isolation', 'read committed', false),
  -- A reset that was told done must not be undone by a power cut.
  case when current_setting('synchronous_commit') = 'off'
    then set_config('synchronous_commit', 'on', false) end`

async function prepare(connection: Connection, { statementMs }: Patience): Promise<void> {
  try {
    await connection.query(PREPARE, [String(statementMs), String(STANDS_STILL_MS)])
  } catch (error) {
    connection.release(true)
    throw error
  }
}

// As Kysely says it.
const BEGIN = /^(begin|start transaction)\b/
const END = /^(commit|rollback)$/

/** A connection that is never used again once it is uncertain what it is in the middle of. */
class Connection {
  readonly #client: pg.PoolClient
  #isBroken = false
  #isInTransaction = false

  constructor(client: pg.PoolClient) {
    this.#client = client
  }

  async query<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    const begins = BEGIN.test(text)
    const ends = END.test(text)
    try {
      const ask = () => this.#ask<R>(text, parameters)
      // Alone, a statement is a transaction of its own: what was undone was all of it.
      return await (this.#isInTransaction ? ask() : again(ask))
    } finally {
      if (begins || ends) this.#isInTransaction = begins
    }
  }

  async #ask<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    // Its transaction ended with it; to wait once more for an answer would only take as long again.
    if (this.#isBroken && text === 'rollback') return { command: 'ROLLBACK', rowCount: 0, rows: [] }
    if (this.#isBroken) throw new StoreUnavailable('The connection to the database was lost.')
    try {
      // as: Kysely knows what its statement gives; the driver does not.
      return (await this.#client.query(text, [...parameters])) as unknown as PostgresQueryResult<R>
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) this.#isBroken = true
      throw postgresFault(error)
    }
  }

  release(destroy = false): void {
    this.#client.release(destroy || this.#isBroken)
  }
}
