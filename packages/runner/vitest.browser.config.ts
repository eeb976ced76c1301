import { defineConfig } from 'vitest/config';

/** Tests in a real browser: they take BACKPROP_BROWSER, the path of a Chromium. */
export default defineConfig({
  test: {
    include: ['test/browser/**/*.browser.ts'],
    globalSetup: 'test/browser/say-when-skipped.ts',
    // Each file has a browser of its own; side by side they would disturb each other's clocks.
    fileParallelism: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    allowOnly: false,
  },
});
