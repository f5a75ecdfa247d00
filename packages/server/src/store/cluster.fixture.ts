import { inject } from 'vitest'
import type { Cluster } from './database.fixture.ts'

declare module 'vitest' {
  interface ProvidedContext {
    readonly postgres: Cluster | undefined
  }
}

/** Where the tests of this run keep their stores; SQLite where there is none. */
export const CLUSTER: Cluster | undefined = inject('postgres')
