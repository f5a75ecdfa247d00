import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: `${import.meta.dirname}/../..`,
  test: {
    include: ['e2e/windows/**/*.test.ts'],
    setupFiles: ['e2e/environments/leave-nothing.ts'],
    testTimeout: 200_000,
    // The packages may have to be built first, twice, with two compilers.
    hookTimeout: 1_200_000,
    maxWorkers: 1,
  },
})
