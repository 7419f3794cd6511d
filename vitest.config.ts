import { defineConfig } from 'vitest/config'

const folders = '{core,deploy,appservice,provisioning-cli,widgets,bench,examples}'

/** `unit` needs no server; `e2e` runs on a real Synapse and PostgreSQL, which global set-ups start once for all files. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [`${folders}/**/*.test.{ts,tsx}`],
          exclude: ['**/node_modules/**', '**/*.e2e.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: [`${folders}/**/*.e2e.test.ts`],
          exclude: ['**/node_modules/**'],
          globalSetup: ['./deploy/embedded/test-homeserver.ts', './core/testing/test-postgres.ts'],
          // Two cores are the reference machine, and one Synapse answers everybody: side by side the files only wait for each other.
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 600_000,
        },
      },
    ],
  },
})
