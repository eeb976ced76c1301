// `lighthouse`: what Lighthouse says of the built site on a phone, as a table. Slow, needs the
// network the first time (npx fetches Lighthouse, which is too large to install for everybody).
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { findInstalled, HOW_TO_INSTALL } from '../../../scripts/find-browser.mjs';
import { serve } from './serve.mjs';

/** The last one for Node.js 20. */
const LIGHTHOUSE = 'lighthouse@12.8.2';
/** The least that a page must have, in percent. */
const LEAST = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 100 };
const PAGES = ['/', '/lessons/regression-by-hand/'];
const CATEGORIES = Object.keys(LEAST);

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    dir: { type: 'string', default: fileURLToPath(new URL('../build', import.meta.url)) },
    runs: { type: 'string', default: '3' },
  },
});

function run(command, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (part) => {
      text += part;
    });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve(text) : reject(new Error(`exit ${code}`))));
  });
}

/** The site as a host of static files serves it: its texts are compressed. */
async function compressed(origin) {
  const server = createServer(async ({ url }, response) => {
    const original = await fetch(new URL(url, origin));
    const type = original.headers.get('content-type') ?? '';
    const body = Buffer.from(await original.arrayBuffer());
    const text = /text|javascript|json|svg|xml|wasm/.test(type);
    response.writeHead(original.status, {
      'Content-Type': type,
      'Cache-Control': original.headers.get('cache-control') ?? 'no-cache',
      ...(text && { 'Content-Encoding': 'gzip' }),
    });
    response.end(text ? gzipSync(body) : body);
  });
  await new Promise((resolve) => server.listen(0, 'localhost', resolve));
  return { url: `http://localhost:${server.address().port}/`, close: () => server.close() };
}

/** One visit of a page; speed is calculated for a slow phone, so that this machine's counts less. */
async function visit(url, browser) {
  const flags = ['--headless=new', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  const args = [
    '--yes',
    LIGHTHOUSE,
    url,
    '--quiet',
    '--output=json',
    '--throttling-method=simulate',
    `--only-categories=${CATEGORIES.join()}`,
    `--chrome-flags=${flags.join(' ')}`,
  ];
  return JSON.parse(await run('npx', args, { ...process.env, CHROME_PATH: browser }));
}

const percent = ({ categories }, name) => Math.round(categories[name].score * 100);

/** What cost the page points, in one line each. */
function findings({ audits, categories }) {
  return CATEGORIES.flatMap((category) =>
    categories[category].auditRefs
      .filter(({ id, weight }) => weight > 0 && (audits[id].score ?? 1) < 0.9)
      .map(({ id }) => `${category}: ${audits[id].title} ${audits[id].displayValue ?? ''}`.trim()),
  );
}

const browser = findInstalled();
if (!browser) throw new Error(`lighthouse: expected a browser, received none; ${HOW_TO_INSTALL}`);
const site = await serve({ dir: options.dir, port: 0, say: () => {} });
const host = await compressed(site.url);
const rows = [];
const found = new Set();
for (const path of positionals.length > 0 ? positionals : PAGES) {
  const reports = [];
  for (let turn = 0; turn < Number(options.runs); turn++) {
    reports.push(await visit(new URL(path, host.url).href, browser));
  }
  // The middle one by speed: other work on the machine makes some visits slower, none faster.
  reports.sort((a, b) => percent(a, 'performance') - percent(b, 'performance'));
  const middle = reports[Math.floor(reports.length / 2)];
  rows.push({ page: path, ...Object.fromEntries(CATEGORIES.map((c) => [c, percent(middle, c)])) });
  for (const finding of findings(middle)) found.add(`${path} ${finding}`);
}
host.close();
await site.close();
console.table(rows);
for (const finding of found) console.log(finding);
const short = rows.some((row) => CATEGORIES.some((category) => row[category] < LEAST[category]));
process.exitCode = short ? 1 : 0;
