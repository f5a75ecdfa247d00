import { afterAll } from 'vitest'
import { endPrograms } from './program.ts'

// Vitest runs this around every test file of the outer layers.
afterAll(endPrograms)
