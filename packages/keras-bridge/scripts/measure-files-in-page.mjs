// Time on the clock that a browser takes for the same: node scripts/measure-files-in-page.mjs

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { findInstalled, HOW_TO_INSTALL } from '../../../scripts/find-browser.mjs';

/** What the page does: writes and reads all, and leaves the times in its text. */
const PROGRAM = `
import { measureAll, ms } from './measured-work.mjs';

function measure(runs, task) {
  let result;
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    result = task();
    return performance.now() - start;
  });
  return { result, first: times[0], best: Math.min(...times) };
}

const rows = measureAll(measure, (written, read) => ({
  'write, first': ms(written.first),
  'write, best': ms(written.best),
  'read, first': ms(read.first),
  'read, best': ms(read.best),
}));
document.body.textContent = 'MEASURED' + JSON.stringify(rows) + 'END';
`;

const browser = findInstalled();
if (!browser) {
  console.log(`SKIPPED: no browser on this machine; ${HOW_TO_INSTALL}`);
  process.exit(0);
}
const { outputFiles } = await build({
  stdin: { contents: PROGRAM, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
  bundle: true,
  format: 'iife',
  platform: 'browser',
  minify: true,
  write: false,
});
const folder = mkdtempSync(join(tmpdir(), 'measure-files-'));
const page = join(folder, 'page.html');
const script = outputFiles[0].text.replaceAll('</script', '<\\/script');
writeFileSync(page, `<meta charset="utf-8"><body><script>${script}</script>`);
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const profile = `--user-data-dir=${join(folder, 'profile')}`;
const flags = ['--headless', '--disable-gpu', ...asRoot, profile, '--dump-dom', `file://${page}`];
const text = execFileSync(browser, flags, {
  encoding: 'utf8',
  maxBuffer: 2 ** 26,
  stdio: ['ignore', 'pipe', 'ignore'],
});
rmSync(folder, { recursive: true });
console.table(JSON.parse(/MEASURED(.*)END/s.exec(text.slice(text.lastIndexOf('MEASURED')))[1]));
