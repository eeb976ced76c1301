import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from '@playwright/test';
import { build } from 'esbuild';
import { buildRunnerAssets, type LibraryEntries, reactLibraries } from '../../dist/assets/index.js';
import type { RenderOptions } from '../../dist/browser/index.js';
import type { CompileOptions } from '../../dist/compile/index.js';
import type { Call, CallsResult, Ending, Output, RunOptions } from '../../dist/index.js';

export const BROWSER = process.env.BACKPROP_BROWSER;

/** The policy of the course's own pages. */
const POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; " +
  "img-src 'self' data:; frame-src 'self'; connect-src 'self'; object-src 'none'; " +
  "base-uri 'none'; form-action 'none'";

const packages = fileURLToPath(new URL('../../../', import.meta.url));

/** React as the site has it. */
export const REACT = reactLibraries(
  fileURLToPath(new URL('../../../../apps/site', import.meta.url)),
);

/** The real libraries of the course, so that what is tested is what the reader gets. */
const LIBRARIES: LibraryEntries = {
  '@backprop/core': `${packages}core/dist/index.js`,
  '@backprop/core/symbolic': `${packages}core/dist/symbolic/index.js`,
  '@backprop/keras-bridge': `${packages}keras-bridge/dist/index.js`,
  '@tensorflow/tfjs': { specifier: '@tensorflow/tfjs', resolveDir: `${packages}keras-bridge` },
  mathjs: { specifier: 'mathjs', resolveDir: `${packages}core` },
};

export interface RunInPage {
  ending: Ending;
  output: Output[];
  /** The longest time, in milliseconds, that the page's own timers stood still. */
  longestPause: number;
  /** From the start of the run until its end, in milliseconds. */
  took: number;
}

/** What the compiler said of a text. */
export interface Judged {
  refusal: string | null;
  /** As of a run. */
  longestPause: number;
}

export interface PageOptions {
  limits?: RunOptions['limits'];
  controls?: RunOptions['controls'];
  /** Press Stop after so many milliseconds. */
  stopAfter?: number;
}

export type PageRenderOptions = Pick<RenderOptions, 'limits' | 'title' | 'colours' | 'tallest'>;

/** A page of the course in a real browser, with a logger beside it that nothing should reach. */
export class CoursePage {
  readonly leaks: string[] = [];
  readonly #cleanup: (() => unknown)[] = [];
  page!: Page;
  origin = '';
  leakOrigin = '';

  static async open(libraries = LIBRARIES, args: string[] = []): Promise<CoursePage> {
    const opened = new CoursePage();
    try {
      await opened.#open(libraries, args);
    } catch (error) {
      await opened.close();
      throw error;
    }
    return opened;
  }

  async #open(libraries: LibraryEntries, args: string[]): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'runner-page-'));
    this.#cleanup.push(() => rm(folder, { recursive: true, force: true }));
    await buildRunnerAssets({ outDir: join(folder, 'runner'), libraries });
    await bundlePage(join(folder, 'page.js'));
    this.origin = await this.#listen(fileServer(folder));
    this.leakOrigin = await this.#listen(({ url, method }, response) => {
      this.leaks.push(`${method} ${url}`);
      response.setHeader('access-control-allow-origin', '*').end();
    });
    const browser: Browser = await chromium.launch({
      executablePath: BROWSER!,
      args: ['--no-sandbox', ...args],
    });
    this.#cleanup.push(() => browser.close());
    this.page = await browser.newPage();
    await this.page.goto(this.origin);
    await this.page.waitForFunction(() => 'course' in window);
  }

  async #listen(listener: RequestListener): Promise<string> {
    const server: Server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#cleanup.push(() => {
      server.closeAllConnections();
      server.close();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** Runs a block; LEAK in its text stands for the logger's address. */
  run(source: string, options: PageOptions = {}): Promise<RunInPage> {
    return this.page.evaluate(([text, given]) => window.course.run(text, given), [
      source.replaceAll('LEAK', this.leakOrigin),
      options,
    ] as const);
  }

  judge(source: string, kind: CompileOptions['kind'] = 'block'): Promise<Judged> {
    return this.page.evaluate(([text, kind]) => window.course.judge(text, kind), [
      source,
      kind,
    ] as const);
  }

  call(source: string, calls: Call[], limits: RunOptions['limits'] = {}): Promise<CallsResult> {
    return this.page.evaluate(([text, list, given]) => window.course.call(text, list, given), [
      source,
      calls,
      limits,
    ] as const);
  }

  /** Shows a component, and waits until it is seen or refused. */
  async render(source: string, options: PageRenderOptions = {}): Promise<Ending> {
    const text = source.replaceAll('LEAK', this.leakOrigin);
    return this.page.evaluate(([text, given]) => window.course.render(text, given), [
      text,
      options,
    ] as const);
  }

  async close(): Promise<void> {
    for (const clean of this.#cleanup.reverse()) await clean();
  }
}

async function bundlePage(outfile: string): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL('./page-script.ts', import.meta.url))],
    outfile,
    bundle: true,
    format: 'esm',
    target: 'es2022',
  });
}

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
};

const PAGE = `<!doctype html><html lang="en"><head>
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>A lesson</title><script type="module" src="/page.js"></script></head>
<body><main>A lesson <button id="before">Before</button><div id="place"></div><button id="after">After</button></main></body></html>`;

function fileServer(folder: string): RequestListener {
  return async ({ url = '/' }, response) => {
    const path = normalize(new URL(url, 'http://page').pathname);
    response.setHeader('content-type', TYPES[extname(path) || '.html'] ?? 'text/plain');
    if (path === '/') return void response.end(PAGE);
    const body = await readFile(join(folder, path)).catch(() => null);
    if (body === null) response.statusCode = 404;
    response.end(body);
  };
}
