import { defineConfig } from 'vitest/config'

/** Two test files at a time: an embedded database takes a core and 1 GB while it starts. */
export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    globalSetup: ['tests/environment/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // A machine that is busy may take a multiple of the usual; what hangs is found all the same.
    testTimeout: 90_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 15_000 } },
  },
})
