// `test:browser`: serves the built site on a free port and drives a real browser against it.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import {
  findFirefox,
  findInstalled,
  HOW_TO_INSTALL,
  HOW_TO_INSTALL_FIREFOX,
} from '../../../scripts/find-browser.mjs';
import { serve } from '../scripts/serve.mjs';

const browser = findInstalled();
if (!browser) {
  console.log(`SKIPPED browser tests: no browser on this machine; ${HOW_TO_INSTALL}`);
  process.exit(0);
}

const firefox = findFirefox();

const site = await serve({
  dir: fileURLToPath(new URL('../build', import.meta.url)),
  port: 0,
  say: () => {},
});
const cli = createRequire(import.meta.url).resolve('@playwright/test/cli');
let tests;
let interrupted = false;

/** Run the tests of some files; returns the exit code. */
async function run(options) {
  if (interrupted) return 1;
  tests = spawn(
    process.execPath,
    [cli, 'test', '--config', 'e2e/playwright.config.ts', ...options],
    {
      stdio: 'inherit',
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      env: {
        ...process.env,
        BACKPROP_BROWSER: browser,
        BACKPROP_FIREFOX: firefox ?? '',
        BACKPROP_SITE: site.url,
      },
    },
  );
  return new Promise((resolve) => tests.on('exit', (exit) => resolve(exit ?? 1)));
}

// Whatever ends this process, also a page that a new build has taken away.
process.on('exit', () => tests?.kill());
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    interrupted = true;
    tests?.kill(signal);
  });
}

/**
 * Files whose tests stop no program and measure nothing: two at a time. The others run code that
 * never ends, or measure how long a page stalls, so they have the machine to themselves.
 */
const AT_ONCE =
  /^(every-block|exercise|lab-(block|colours|keyboard|migration|notebook|policy|progress|share|types)|lesson|lesson-places|loss-curves|model-files|model-files-bad|pages|reference)\.spec\.ts$/;
const files = readdirSync(new URL('.', import.meta.url)).filter((name) =>
  name.endsWith('.spec.ts'),
);
/** The lot of files that fits, with a folder of its own for what failures leave. */
const lot = (name, fits, workers) => [
  // Playwright takes a file as a regular expression for its path.
  ...files.filter(fits).map((file) => `[/\\\\]${file.replaceAll('.', '\\.')}$`),
  `--workers=${workers}`,
  `--output=test-results/${name}`,
];
const asked = process.argv.slice(2);
// Both, also when the first has failed: each tells what it found.
const codes =
  asked.length > 0
    ? [await run(asked)]
    : [
        await run(lot('in-turn', (file) => !AT_ONCE.test(file), 1)),
        await run(lot('at-once', (file) => AT_ONCE.test(file), 2)),
      ];
await site.close();
if (!firefox) {
  console.log(`SKIPPED the lab in Firefox: none on this machine; ${HOW_TO_INSTALL_FIREFOX}`);
}
process.exitCode = codes.find((code) => code !== 0) ?? 0;
