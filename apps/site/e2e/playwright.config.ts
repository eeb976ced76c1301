import {
  defineConfig,
  devices,
  firefox,
  type PlaywrightTestOptions,
  type PlaywrightWorkerOptions,
  type Project,
} from '@playwright/test';
import type { LabOptions } from './lab-page';

/** Set by run.mjs, which has found a browser and serves the built site. */
const { BACKPROP_BROWSER, BACKPROP_FIREFOX, BACKPROP_SITE } = process.env;
if (!BACKPROP_BROWSER || !BACKPROP_SITE) {
  throw new Error('playwright.config: expected to be started by `node e2e/run.mjs`; start that');
}
/** Chromium refuses its own sandbox as root; no test depends on it. */
const ARGS = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
/** Phones save processes: a frame shares the page's, and a loop in it would hold up the page. */
const ONE_PROCESS = [
  '--disable-site-isolation-trials',
  '--disable-features=IsolateSandboxedIframes',
];

/**
 * What depends neither on the page's width nor on processes is shown once, at a desk. A single test
 * says so with the tag `@once`.
 */
const ONCE =
  /\/(every-block|exercise|lab-block|lab-notebook|lab-types|loss-curves|model-files-bad)\.spec\.ts$/;

/**
 * What the lab promises, in another engine; it keeps the lab's frames in the page's process.
 * Playwright has a protocol of its own for the Firefox that it downloads, and drives any other over
 * WebDriver BiDi.
 */
function inFirefox(
  executablePath: string,
): Project<PlaywrightTestOptions & LabOptions, PlaywrightWorkerOptions> {
  return {
    name: 'firefox',
    grep: /LAB \d+|@engine/,
    use: {
      browserName: 'firefox',
      frameProcess: 'page',
      // Snapshots hold the page up, and some tests measure that.
      trace: 'off',
      ...(executablePath !== firefox.executablePath() && { channel: 'moz-firefox' }),
      viewport: { width: 1280, height: 800 },
      launchOptions: {
        executablePath,
        args: [],
        firefoxUserPrefs: { 'dom.events.testing.asyncClipboard': true },
      },
    },
  };
}

export default defineConfig<LabOptions>({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../test-results/e2e',
  // Some tests measure how long something takes, so they run one at a time, and once more where a
  // busy machine was in their way; the report lists those as flaky. Only then are they traced: a
  // trace takes a picture at each step and doubles what a test takes.
  workers: 1,
  retries: 2,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    baseURL: BACKPROP_SITE,
    trace: 'on-first-retry',
    launchOptions: {
      executablePath: BACKPROP_BROWSER,
      args: ARGS,
    },
  },
  projects: [
    {
      name: 'desktop',
      use: { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 800 } },
    },
    {
      name: 'phone',
      testIgnore: ONCE,
      grepInvert: /@once/,
      use: {
        ...devices['Desktop Chrome'],
        viewport: { width: 360, height: 740 },
        hasTouch: true,
        frameProcess: 'page',
        launchOptions: { executablePath: BACKPROP_BROWSER, args: [...ARGS, ...ONE_PROCESS] },
      },
    },
    ...(BACKPROP_FIREFOX ? [inFirefox(BACKPROP_FIREFOX)] : []),
  ],
});
