import { defineConfig } from 'vitest/config';

// Against a running core, in a real Chromium: see browser/chromium.ts for what it is told.
export default defineConfig({
  test: {
    include: ['browser/**/*.test.ts'],
    globalSetup: 'browser/setup.ts',
    environment: 'node',
    fileParallelism: false,
    testTimeout: 40_000,
    hookTimeout: 40_000,
  },
});
