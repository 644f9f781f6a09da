import { defineConfig } from 'vitest/config';

/** The whole house on this machine: real hub, agent, database, sound server, X server and browser. */
export default defineConfig({
  test: {
    include: ['e2e/**/*.e2e.ts'],
    globalSetup: ['e2e/stage/requirements.ts', 'e2e/stage/history.ts'],
    // One after the other: each story measures time, and has the machine's processors for itself.
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 120_000,
    teardownTimeout: 60_000,
    reporters: ['default', ['json', { outputFile: 'target/e2e.json' }]],
  },
});
