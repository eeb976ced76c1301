// What a page loads before anybody touches it, measured in a real browser.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Longer than any page takes to fetch what it asks for while it starts. */
const SETTLED = 500;

/**
 * @typedef {object} Weight bytes after gzip, and the files in the order of their loading
 * @property {string} page the page's path
 * @property {{ file: string, bytes: number }[]} scripts
 * @property {{ file: string, bytes: number }[]} styles
 */

/**
 * Open a page, wait until it is quiet, and weigh what it ran and what it is styled with. Files
 * fetched ahead for other pages are not counted: nothing waits for them.
 *
 * @param {import('@playwright/test').Browser} browser
 * @param {{ url: string, dir: string }} site where it is served, and from which folder
 * @param {string} path the page's path, such as `/lessons/`
 * @returns {Promise<Weight>}
 */
export async function weighPage(browser, { url, dir }, path) {
  const page = await browser.newPage();
  await page.goto(new URL(path, url).href, { waitUntil: 'networkidle' });
  await page.waitForTimeout(SETTLED);
  const loaded = await page.evaluate(() => ({
    scripts: performance
      .getEntriesByType('resource')
      .filter((entry) => entry.initiatorType === 'script')
      .map((entry) => entry.name)
      .filter((name) => new URL(name).pathname.endsWith('.js')),
    styles: Array.from(document.styleSheets, (sheet) => sheet.href).filter((href) => href !== null),
  }));
  await page.close();
  return {
    page: path,
    scripts: weighFiles(loaded.scripts, dir),
    styles: weighFiles(loaded.styles, dir),
  };
}

/** Each file once, with its size after gzip. */
function weighFiles(addresses, dir) {
  const files = new Set(addresses.map((address) => new URL(address).pathname));
  return [...files].map((file) => ({
    file,
    bytes: gzipSync(readFileSync(join(dir, file)), { level: 9 }).length,
  }));
}

const total = (files) => files.reduce((sum, { bytes }) => sum + bytes, 0);

/**
 * Hold pages against the budget.
 *
 * @param {Weight[]} weights
 * @param {{ pageScriptsGzip: number, pageStylesGzip: number }} budget bytes
 * @returns {{ lines: string[], complaints: string[] }} one line a page, and what is too heavy
 */
export function compareWithBudget(weights, { pageScriptsGzip, pageStylesGzip }) {
  const lines = [];
  const complaints = [];
  for (const { page, scripts, styles } of weights) {
    lines.push(`${page}  scripts ${total(scripts)}  styles ${total(styles)}`);
    for (const [what, files, limit] of [
      ['scripts', scripts, pageScriptsGzip],
      ['styles', styles, pageStylesGzip],
    ]) {
      if (files.length === 0) complaints.push(`${page}: no ${what} were seen; is the page built?`);
      if (total(files) <= limit) continue;
      const heaviest = files.toSorted((a, b) => b.bytes - a.bytes).slice(0, 5);
      const list = heaviest.map(({ file, bytes }) => `${file} ${bytes}`).join(', ');
      complaints.push(
        `${page}: expected at most ${limit} bytes of ${what} (gzip), received ${total(files)}; heaviest: ${list}`,
      );
    }
  }
  return { lines, complaints };
}
