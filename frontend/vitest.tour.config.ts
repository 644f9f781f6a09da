import { defineConfig } from 'vitest/config';

/** Pictures of every view for the documentation. */
export default defineConfig({
  test: {
    include: ['tour/**/*.tour.ts'],
    globalSetup: ['e2e/stage/requirements.ts', 'e2e/stage/history.ts'],
    testTimeout: 400_000,
    hookTimeout: 120_000,
  },
});
