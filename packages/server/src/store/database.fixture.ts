import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** A cluster that a layer started for its tests, and the migrated database that theirs are copied from. */
export type Cluster = { readonly port: number; readonly template: string }

export const ROLE = 'latchkey'

/** A database of one test's own. */
export type OwnDatabase = { readonly url: string; remove(): Promise<void> }

export async function newDatabase(cluster: Cluster, isEmpty = false): Promise<OwnDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const template = isEmpty ? 'template0' : cluster.template
  await administer(cluster.port, `create database ${name} template ${template}`)
  return {
    url: `postgres://${ROLE}@127.0.0.1:${cluster.port}/${name}`,
    // By force: a server that was killed may not be gone yet for the database.
    remove: () => administer(cluster.port, `drop database if exists ${name} with (force)`),
  }
}

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
  const client = new pg.Client({ host: '127.0.0.1', port, user: ROLE, database, ssl: false })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}
