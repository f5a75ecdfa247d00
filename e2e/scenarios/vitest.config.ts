import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: `${import.meta.dirname}/../..`,
  test: {
    include: ['e2e/scenarios/**/*.test.ts'],
    setupFiles: ['e2e/environments/leave-nothing.ts'],
    // A whole walk through the portal is one test; each wait inside has a shorter limit of its own.
    testTimeout: 90_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
})
