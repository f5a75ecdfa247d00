import { inject } from 'vitest'
import { processEnvironment } from '../config/environment.ts'
import type { Cluster } from './database.fixture.ts'

declare module 'vitest' {
  interface ProvidedContext {
    readonly postgres: Cluster | undefined
  }
}

/** Where the tests of this run keep their stores; SQLite where there is none, and for the benches, which run without Vitest. */
export const CLUSTER: Cluster | undefined =
  processEnvironment().VITEST === undefined ? undefined : inject('postgres')
