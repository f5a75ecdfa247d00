import { afterAll } from 'vitest'
import { removeClusters } from './cluster.ts'

// A test that hangs never comes to its end, and what it started would stay in memory.
afterAll(removeClusters)
