import { defineConfig } from 'vitest/config'
import { testFiles } from './tests/environment/test-files.ts'

// A machine that is busy may take a multiple of the usual; what hangs is found all the same.
const patience = {
  testTimeout: 90_000,
  hookTimeout: 180_000,
  expect: { poll: { timeout: 45_000 } },
}
const withPostgis = { globalSetup: 'tests/environment/global-setup.ts', pool: 'forks' } as const

/** Two workers: each may hold an embedded database, which takes a core and 1 GB while it starts. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { test: { ...patience, name: 'unit', include: testFiles('unit'), pool: 'threads', isolate: false } },
      {
        test: {
          ...patience,
          ...withPostgis,
          name: 'database',
          include: testFiles('database'),
          setupFiles: ['tests/environment/record.ts'],
          isolate: false,
        },
      },
      {
        test: { ...patience, ...withPostgis, name: 'process', include: testFiles('process'), isolate: false },
      },
      // After the others: it replays what they recorded.
      { test: { ...patience, ...withPostgis, name: 'contract', include: ['tests/contract/**/*.test.ts'] } },
    ],
  },
})
