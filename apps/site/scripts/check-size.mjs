// `test:size`: fails when a page loads more before it is touched than budgets.json allows.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { findInstalled, HOW_TO_INSTALL } from '../../../scripts/find-browser.mjs';
import { compareWithBudget, weighPage } from './page-weight.mjs';
import { serve } from './serve.mjs';

const dir = fileURLToPath(new URL('../build', import.meta.url));
const { site: budget } = JSON.parse(
  readFileSync(new URL('../../../budgets.json', import.meta.url), 'utf8'),
);

/** The paths of all built pages; the runner's frame is no page. */
function builtPages() {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((file) => `/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('/index.html') && !file.startsWith('/runner/'))
    .map((file) => file.slice(0, -'index.html'.length))
    .sort();
}

const executablePath = findInstalled();
if (!executablePath) {
  console.log(`SKIPPED size check: no browser on this machine; ${HOW_TO_INSTALL}`);
  process.exit(0);
}
const served = await serve({ dir, port: 0, say: () => {} });
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await chromium.launch({ executablePath, args });
const weights = [];
for (const path of builtPages()) {
  weights.push(await weighPage(browser, { url: served.url, dir }, path));
}
await browser.close();
await served.close();

const { lines, complaints } = compareWithBudget(weights, budget);
console.log(
  `Bytes after gzip, before interaction (at most ${budget.pageScriptsGzip} of scripts, ` +
    `${budget.pageStylesGzip} of styles):\n${lines.join('\n')}`,
);
if (complaints.length > 0) {
  console.error(complaints.join('\n'));
  process.exitCode = 1;
}
