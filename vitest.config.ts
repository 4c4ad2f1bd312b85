import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/soak/**', 'node_modules/**'],
    pool: 'forks',
    maxWorkers: 2,
    // Many tests start the program or a browser: a machine that builds something else beside them is slow.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    globalSetup: ['test/setup/build-once.ts'],
    setupFiles: ['test/setup/loopback-only.ts'],
  },
});
