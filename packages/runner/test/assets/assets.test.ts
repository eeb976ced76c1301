import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildRunnerAssets, type LibraryEntries, reactLibraries } from '../../dist/assets/index.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runner-assets-'));
  const files = {
    'shared.js': 'export const count = { value: 0 };',
    'one.js': "import { count } from './shared.js'; export const bump = () => ++count.value;",
    'two.js':
      "export { count } from './shared.js'; export const later = () => import('./shared.js');",
    'common.cjs': "exports.kind = 'cjs'; exports.default = 'one of several';",
    'asks.cjs': "exports.common = require('./common.cjs');",
    'broken.js': 'export const = 1;',
    'node_modules/dual/package.json':
      '{"name": "dual", "exports": {"import": "./esm.js", "require": "./cjs.cjs"}}',
    'node_modules/dual/esm.js': 'export const kind = "esm";',
    'node_modules/dual/cjs.cjs': 'exports.kind = "cjs";',
  };
  await mkdir(join(folder, 'node_modules/dual'), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function built(libraries: LibraryEntries) {
  const outDir = await mkdtemp(join(folder, 'out-'));
  const manifest = await buildRunnerAssets({ outDir, libraries });
  return { outDir, manifest };
}

/** Loads scripts as a worker does, and gives one library's exports. */
async function load({ outDir, manifest }: Awaited<ReturnType<typeof built>>, ids: string[]) {
  type Factory = (module: { exports: object }, exports: object, require: Require) => void;
  type Require = (id: string) => unknown;
  const factories = new Map<string, Factory>();
  const define = (id: string, factory: Factory) => factories.set(id, factory);
  for (const { file } of Object.values(manifest.libraries)) {
    const script = await readFile(join(outDir, file), 'utf8');
    new Function('__backprop_define', script)(define);
  }
  const loaded = new Map<string, { exports: object }>();
  const require: Require = (id) => {
    if (!loaded.has(id)) {
      const module = { exports: {} };
      loaded.set(id, module);
      factories.get(id)!(module, module.exports, require);
    }
    return loaded.get(id)!.exports;
  };
  return ids.map((id) => require(id) as Record<string, never>);
}

describe('the assets', () => {
  it('take the place of older scripts, and leave every other file alone', async () => {
    const { outDir, manifest } = await built({ one: join(folder, 'one.js') });
    const old = manifest.libraries.one!.file;
    await writeFile(join(outDir, 'notes.js'), '');
    await writeFile(join(outDir, 'logo.svg'), '');
    const next = await buildRunnerAssets({
      outDir,
      libraries: { two: join(folder, 'two.js') },
    });
    const written = Object.values(next.libraries).map(({ file }) => file);
    expect(written).not.toContain(old);
    expect((await readdir(outDir)).sort()).toEqual(
      ['logo.svg', 'manifest.json', 'notes.js', 'runner.html', 'stage.html', ...written].sort(),
    );
  });

  it('are the frame, a script for each library, and a manifest of them', async () => {
    const { outDir, manifest } = await built({ '@own/one': join(folder, 'one.js') });
    const names = await readdir(outDir);
    expect(JSON.parse(await readFile(join(outDir, 'manifest.json'), 'utf8'))).toEqual(manifest);
    expect(manifest.frame).toMatchObject({ file: 'runner.html', hash: expect.any(String) });
    expect(manifest.stage).toMatchObject({ file: 'stage.html', hash: expect.any(String) });
    const { file, bytes, needs } = manifest.libraries['@own/one']!;
    expect(file).toMatch(/^own-one\.[0-9a-f]{10}\.js$/);
    expect((await readFile(join(outDir, file))).length).toBe(bytes);
    expect(needs.every((id) => id in manifest.libraries)).toBe(true);
    // runner.html, stage.html and the manifest.
    expect(names.length).toBe(3 + Object.keys(manifest.libraries).length);
  });

  it('hold a module that two libraries use once', async () => {
    const all = await built({
      one: pathToFileURL(join(folder, 'one.js')).href,
      two: join(folder, 'two.js'),
    });
    const [one, two] = await load(all, ['one', 'two']);
    const { bump } = one as unknown as { bump(): number };
    const { count, later } = two as unknown as {
      count: { value: number };
      later(): Promise<{ count: object }>;
    };
    bump();
    expect(count.value).toBe(1);
    expect((await later()).count).toBe(count);
  });

  it('take a library as its importers take it', async () => {
    const all = await built({ dual: { specifier: 'dual', resolveDir: folder } });
    expect((await load(all, ['dual']))[0]).toMatchObject({ kind: 'esm' });
  });

  it('are the same when made again', async () => {
    const libraries = { one: join(folder, 'one.js'), two: join(folder, 'two.js') };
    expect((await built(libraries)).manifest).toEqual((await built(libraries)).manifest);
  });

  it('may be the frame alone', async () => {
    expect((await built({})).manifest.libraries).toEqual({});
  });

  it('keep the names of a library in CommonJS, and hold it once', async () => {
    const all = await built({
      common: join(folder, 'common.cjs'),
      asks: join(folder, 'asks.cjs'),
    });
    const [common, asks] = await load(all, ['common', 'asks']);
    expect(common).toMatchObject({ kind: 'cjs', default: 'one of several' });
    expect(asks!.common).toBe(common);
  });

  it('are React as the site has it, in one piece', async () => {
    const site = fileURLToPath(new URL('../../../../apps/site', import.meta.url));
    const { version } = createRequire(join(site, 'package.json'))('react') as { version: string };
    const all = await built(reactLibraries(site));
    const [react, jsx, server] = await load(all, [
      'react',
      'react/jsx-runtime',
      'react-dom/server',
    ]);
    expect(react!.version).toBe(version);
    const { useState } = react as unknown as { useState(start: string): [string] };
    type Jsx = (type: unknown, props: object) => unknown;
    const { jsx: make } = jsx as unknown as { jsx: Jsx };
    const { renderToString } = server as unknown as { renderToString(element: unknown): string };
    const App = () => make('b', { children: useState('text')[0] });
    expect(renderToString(make(App, {}))).toBe('<b>text</b>');
  });

  it.each([
    [{ gone: '/nowhere/gone.js' }, /nowhere/],
    [{ gone: { specifier: 'no-such-library', resolveDir: '/' } }, /no-such-library/],
  ])('are refused with a reason: %j', async (libraries, reason) => {
    await expect(built(libraries)).rejects.toThrow(/^buildRunnerAssets: expected libraries/);
    await expect(built(libraries)).rejects.toThrow(reason);
  });

  it('are refused when a library cannot be read', async () => {
    const broken = built({ broken: join(folder, 'broken.js') });
    await expect(broken).rejects.toThrow(/broken\.js:1:13: ERROR: Expected identifier/);
  });
});

describe('the stage', () => {
  it('runs its own script and blobs, and evaluates no text', async () => {
    const { outDir } = await built({});
    const page = await readFile(join(outDir, 'stage.html'), 'utf8');
    expect(page.indexOf('<meta http-equiv="Content-Security-Policy"')).toBe(
      page.indexOf('<head>') + '<head>\n'.length,
    );
    const policy = /content="(.*?)"/.exec(page)![1]!;
    expect(policy).not.toMatch(/'unsafe-eval'|script-src[^;]*'unsafe-inline'/);
    const [, script] = /<script>(.*?)<\/script>/s.exec(page)!;
    const hash = createHash('sha256').update(script!).digest('base64');
    expect(policy).toContain(`script-src 'sha256-${hash}'`);
  });
});

describe('the frame', () => {
  it('has its policy before all else, one script, and nothing from elsewhere', async () => {
    const { outDir } = await built({});
    const page = await readFile(join(outDir, 'runner.html'), 'utf8');
    expect(page.indexOf('<meta http-equiv="Content-Security-Policy"')).toBe(
      page.indexOf('<head>') + '<head>\n'.length,
    );
    for (const rule of ["default-src 'none'", "connect-src 'none'", "frame-src 'none'"]) {
      expect(page).toContain(rule);
    }
    expect(page.match(/<script/gi)).toHaveLength(1);
    expect(page.match(/<\/script>/gi)).toHaveLength(1);
    expect(page).not.toMatch(/ (src|href)=/);
  });
});
