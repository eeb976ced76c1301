import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { describe, expect, it } from 'vitest';

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));

/** Notes every import by its name; what Node alone has stays in the bundle as it is. */
const noteImports = (names: Set<string>): Plugin => ({
  name: 'note-imports',
  setup(bundler) {
    bundler.onResolve({ filter: /.*/ }, ({ path, kind }) => {
      if (kind !== 'entry-point') names.add(path);
      return undefined;
    });
    bundler.onResolve({ filter: /^node:/ }, ({ path }) => ({ path, external: true }));
  },
});

async function bundleForBrowser(contents: string) {
  const names = new Set<string>();
  const result = await build({
    stdin: { contents, resolveDir: PACKAGE },
    bundle: true,
    write: false,
    outdir: 'out',
    format: 'esm',
    platform: 'browser',
    splitting: true,
    minify: true,
    metafile: true,
    logLevel: 'silent',
    plugins: [noteImports(names)],
  });
  const files = result.outputFiles.map(({ path, text }) => ({ path, text }));
  return { names, files, metafile: result.metafile };
}

const ofNode = (names: Set<string>) => [...names].filter((name) => name.startsWith('node:'));

describe('@backprop/exercises in a page', () => {
  it('bundles for a browser without any import of Node', async () => {
    const { names, files } = await bundleForBrowser("export * from '@backprop/exercises';");
    expect(names.size).toBeGreaterThan(10);
    expect(ofNode(names)).toEqual([]);
    for (const { path, text } of files) expect(text, path).not.toMatch(/["']node:/);
  });

  it('would notice one: the entry for Node has them', async () => {
    const { names } = await bundleForBrowser(
      "export * from '@backprop/exercises/define'; import 'node:fs';",
    );
    expect(ofNode(names)).toEqual(['node:fs']);
  });

  it('gives authors an entry without Node, too', async () => {
    const { names } = await bundleForBrowser("export * from '@backprop/exercises/define';");
    expect(ofNode(names)).toEqual([]);
  });

  it('fetches the text of an exercise only when it is opened', async () => {
    const { files } = await bundleForBrowser(
      "import { exercises } from '@backprop/exercises'; console.log(exercises);",
    );
    const { text } = files.find(({ path }) => path.endsWith('stdin.js'))!;
    expect(text).toContain('one-update');
    expect(text).not.toContain('export function update');
  });
});
