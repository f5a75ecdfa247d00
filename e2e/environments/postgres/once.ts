import type { TestProject } from 'vitest/node'
import type {} from '../../../packages/server/src/store/cluster.fixture.ts'
import { administer, ROLE, renewalOf } from '../../../packages/server/src/store/database.fixture.ts'
import { openStore } from '../../../packages/server/src/store/store.ts'
import { removeClusters, startCluster } from './cluster.ts'

const TEMPLATE = 'latchkey_template'

/** One cluster for the whole run, with a migrated database that the tests copy theirs from. */
export async function setup(project: TestProject): Promise<() => void> {
  const cluster = await startCluster('max_connections=200')
  const { port } = cluster
  await administer(port, `create database ${TEMPLATE} template template0`)
  const url = `postgres://${ROLE}@127.0.0.1:${port}/${TEMPLATE}`
  await (await openStore({ url, migrate: true })).close()
  const renewal = await renewalOf(port, TEMPLATE)
  project.provide('postgres', { port, template: TEMPLATE, renewal })
  // Told to end, Vitest takes nothing down, and the cluster would stay in memory.
  process.once('exit', removeClusters)
  return cluster.remove
}
