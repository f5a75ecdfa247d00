import { defineConfig } from 'vitest/config'

// A bench and no test: it runs here because the directories of the tests start here.
export default defineConfig({
  root: `${import.meta.dirname}/../..`,
  test: {
    include: ['bench/directory/*.bench.ts'],
    testTimeout: 20 * 60_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    maxWorkers: 1,
  },
})
