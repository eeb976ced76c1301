// `test:browser`: serves the built site on a free port and drives a real browser against it.
import { spawn } from 'node:child_process';
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
const tests = spawn(
  process.execPath,
  [cli, 'test', '--config', 'e2e/playwright.config.ts', ...process.argv.slice(2)],
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
// Whatever ends this process, also a page that a new build has taken away.
process.on('exit', () => tests.kill());
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => tests.kill(signal));
const code = await new Promise((resolve) => tests.on('exit', (exit) => resolve(exit ?? 1)));
await site.close();
if (!firefox) {
  console.log(`SKIPPED the lab in Firefox: none on this machine; ${HOW_TO_INSTALL_FIREFOX}`);
}
process.exitCode = code;
