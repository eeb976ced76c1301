import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Route } from '@playwright/test';
import { build } from 'esbuild';
import { UsageError } from '../arguments.js';
import { wasmFolder } from '../contestants/in-node.js';
import type { Request } from '../processes.js';
import type { SectionResult } from '../sections.js';

/** There is no browser to run in. */
export class BrowserMissing extends Error {}

const FINDER = new URL('../../../scripts/find-browser.mjs', import.meta.url);
const PAGE = fileURLToPath(new URL('./page.js', import.meta.url));
const ADDRESS = 'http://bench.localhost/';

interface BrowserFinder {
  findInstalled(): string | null;
  HOW_TO_INSTALL: string;
}

/** The page as one script; what only Node.js has is never reached in a browser. */
export async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [PAGE],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'chrome120',
    logLevel: 'error',
    // Its main file wants Node's streams; this is what its makers ship for browsers. As a path from
    // the root, for esbuild looks up an alias from wherever the command was given.
    alias: { 'brain.js': createRequire(import.meta.url).resolve('brain.js/browser.js') },
  });
  return outputFiles[0]!.text;
}

/** Answers from memory and from the installed package: nothing goes to the network. */
async function answer(route: Route, script: string): Promise<void> {
  const { pathname } = new URL(route.request().url());
  if (pathname === '/') {
    const body = '<!doctype html><title>bench</title><script src="/page.js"></script>';
    return route.fulfill({ contentType: 'text/html', body });
  }
  if (pathname === '/page.js')
    return route.fulfill({ contentType: 'text/javascript', body: script });
  if (!pathname.startsWith('/wasm/')) return route.fulfill({ status: 404 });
  const body = await readFile(join(wasmFolder(), basename(pathname)));
  return route.fulfill({ contentType: 'application/wasm', body });
}

async function runInPage(browser: Browser, script: string, { section, effort }: Request) {
  const page = await browser.newPage();
  try {
    await page.route('**', (route) => answer(route, script));
    await page.goto(ADDRESS);
    return await page.evaluate<SectionResult, Request>(
      (request) => window.runSection(request.section, request.effort),
      { section, effort },
    );
  } finally {
    await page.close();
  }
}

/**
 * Headless Chromium, a fresh page for each section.
 *
 * @throws BrowserMissing if there is none on this machine
 * @throws UsageError if the one that is named does not exist
 */
export async function startBrowser() {
  const { findInstalled, HOW_TO_INSTALL } = (await import(FINDER.href)) as BrowserFinder;
  let path: string | null;
  try {
    path = findInstalled();
  } catch (error) {
    throw new UsageError((error as Error).message); // BACKPROP_BROWSER names no file
  }
  if (path === null) throw new BrowserMissing(`there is no browser; ${HOW_TO_INSTALL}`);
  const script = await bundle();
  // Chromium refuses its sandbox to root, as which containers run.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath: path, args: sandbox });
  return {
    name: `Chromium ${browser.version()}`,
    clock: 'Wall-clock time',
    run: (request: Request) => runInPage(browser, script, request),
    close: () => browser.close(),
  };
}
