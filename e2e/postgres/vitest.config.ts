import { defineConfig } from 'vitest/config'

// What the inner loop runs on SQLite, and the browser on a trial, once more on a real PostgreSQL; then what
// only a database across the network can show.
export default defineConfig({
  root: `${import.meta.dirname}/../..`,
  test: {
    globalSetup: ['e2e/environments/postgres/once.ts'],
    setupFiles: ['e2e/environments/leave-nothing.ts'],
    include: [
      'packages/server/src/store/**/*.test.ts',
      'packages/server/src/outbox/**/*.test.ts',
      'packages/server/test/**/*.test.ts',
    ],
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
})
