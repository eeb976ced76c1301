import { defineConfig, devices } from '@playwright/test';

/** Set by run.mjs, which has found a browser and serves the built site. */
const { BACKPROP_BROWSER, BACKPROP_SITE } = process.env;
if (!BACKPROP_BROWSER || !BACKPROP_SITE) {
  throw new Error('playwright.config: expected to be started by `node e2e/run.mjs`; start that');
}
const asRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../test-results/e2e',
  // Some tests measure how long something takes, so they run one at a time, and once more where a
  // busy machine was in their way; the report lists those as flaky.
  workers: 1,
  retries: 2,
  forbidOnly: true,
  timeout: 60_000,
  reporter: [['list']],
  use: {
    baseURL: BACKPROP_SITE,
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: BACKPROP_BROWSER,
      // Chromium refuses its own sandbox as root; no test depends on it.
      args: asRoot ? ['--no-sandbox'] : [],
    },
  },
  projects: [
    {
      name: 'desktop',
      use: { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 800 } },
    },
    {
      name: 'phone',
      use: { ...devices['Desktop Chrome'], viewport: { width: 360, height: 740 }, hasTouch: true },
    },
  ],
});
