import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** A cluster that a layer started for its tests, and the migrated database that theirs are copied from. */
export type Cluster = {
  readonly port: number
  readonly template: string
  /** Makes a used copy as new. */
  readonly renewal: string
}

export const ROLE = 'latchkey'

/** A migrated database of one test's own. */
export type OwnDatabase = { readonly url: string; remove(): Promise<void> }

// What earlier tests were done with, as new: another copy of the template is three hundred files to write.
const left: string[] = []

export async function newDatabase(cluster: Cluster): Promise<OwnDatabase> {
  const { port } = cluster
  const name = left.pop() ?? (await copyTemplate(cluster))
  return {
    url: `postgres://${ROLE}@127.0.0.1:${port}/${name}`,
    remove: async () => {
      await askCluster(port, name, cluster.renewal)
      left.push(name)
    },
  }
}

async function copyTemplate({ port, template }: Cluster): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await administer(port, `create database ${name} template ${template}`)
  return name
}

/** What makes a copy of this database as new, whatever is kept in it by then. */
export async function renewalOf(port: number, database: string): Promise<string> {
  const ask = (statement: string) => askCluster(port, database, statement)
  const tables = await ask(`select quote_ident(tablename) as name from pg_tables
    where schemaname = 'public'`)
  const sequences = await ask(`select format('alter sequence %I restart', sequencename) as restart
    from pg_sequences where schemaname = 'public'`)
  const kept = await Promise.all(
    tables.map(({ name }) =>
      ask(`select format('insert into ${name} select * from json_populate_recordset(null::${name}, %L)',
        json_agg(one)) as again from ${name} as one having count(*) > 0`),
    ),
  )
  return [
    END_OTHERS,
    'begin',
    // In whatever order: no reference is looked at meanwhile.
    'set local session_replication_role = replica',
    ...tables.map(({ name }) => `delete from ${name}`),
    ...kept.flat().map(({ again }) => again),
    ...sequences.map(({ restart }) => restart),
    'commit',
  ].join(';\n')
}

// A server that was killed may not be gone yet for the database, and what it still has in hand is undone.
const END_OTHERS = `select pg_terminate_backend(pid, 5000) from pg_stat_activity
  where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`

/** Runs a statement that belongs to no store. */
export async function administer(port: number, statement: string): Promise<void> {
  await askCluster(port, 'postgres', statement)
}

/** Looks at a database from outside. */
export async function askCluster(
  port: number,
  database: string,
  statement: string,
): Promise<Record<string, unknown>[]> {
  const client = await connectTo({ port, database })
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

/** A session of somebody else's, to `end` by the test. Its own death ends no test run. */
export async function connectTo(to: {
  readonly port: number
  readonly database: string
  readonly user?: string
}): Promise<pg.Client> {
  const client = new pg.Client({ host: '127.0.0.1', user: ROLE, ssl: false, ...to })
  client.on('error', () => {})
  await client.connect()
  return client
}
