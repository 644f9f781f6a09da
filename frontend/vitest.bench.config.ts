import { defineConfig } from 'vitest/config';

/** Figures of the dashboard in a real Chromium against a real hub; run by `bench/run pages`. */
export default defineConfig({
  test: {
    include: ['bench/**/*.bench.ts'],
    globalSetup: ['e2e/stage/requirements.ts', 'e2e/stage/history.ts'],
    fileParallelism: false,
    testTimeout: 400_000,
    hookTimeout: 120_000,
    teardownTimeout: 60_000,
  },
});
