import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: `${import.meta.dirname}/../..`,
  test: {
    include: ['e2e/directories/**/*.test.ts'],
    setupFiles: ['e2e/environments/leave-nothing.ts'],
    globalSetup: ['e2e/environments/samba-ad/once.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
})
