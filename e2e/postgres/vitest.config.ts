import { defineConfig } from 'vitest/config'

const AROUND = {
  globalSetup: ['e2e/environments/postgres/once.ts'],
  setupFiles: ['e2e/environments/leave-nothing.ts', 'e2e/environments/postgres/leave-nothing.ts'],
  testTimeout: 90_000,
  hookTimeout: 60_000,
}

// What the inner loop runs on SQLite, and the browser on a trial, once more on a real PostgreSQL; then what
// only a database across the network can show.
export default defineConfig({
  root: `${import.meta.dirname}/../..`,
  test: {
    ...AROUND,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'rooms',
          include: [
            'packages/server/src/store/**/*.test.ts',
            'packages/server/src/outbox/**/*.test.ts',
            'packages/server/test/**/*.test.ts',
          ],
          // About the files of SQLite, or about no store at all.
          exclude: [
            'packages/server/src/store/{store,hold,key-ring,postgres,group-commit}.test.ts',
            'packages/server/src/store/migrations/*.test.ts',
            'packages/server/test/{architecture,attack-surface,openapi,samples,audit-samples,audit-texts,places,plans}.test.ts',
          ],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'postgres', include: ['e2e/postgres/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'scenarios',
          // All of them would take as long again as the whole layer. What the others keep (passkeys, questions, long
          // codes, registrations) the server's tests keep here too, without a browser; `flow-pages` and
          // `signed-in-pages` only walk to where axe looks at a page, and no store changes how that looks.
          include: ['e2e/scenarios/{reset,portal,owner,security-info,console}.test.ts'],
        },
      },
    ],
  },
})
