import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RunnerError } from '../errors.js';
import { bundleLibraries, type LibraryEntries } from './bundle-libraries.js';

export type { LibraryEntries } from './bundle-libraries.js';
export { reactLibraries } from './react-libraries.js';

export interface RunnerAssetsOptions {
  /** The folder that is served; made when it is not there. */
  outDir: string;
  /** What programs may import: a file for each specifier. */
  libraries: LibraryEntries;
}

/** One file of a manifest. */
export interface Asset {
  file: string;
  bytes: number;
}

/** What was written, for the page: it fetches a library by `file` after all of its `needs`. */
export interface RunnerManifest {
  /** `hash` changes with the content: append it to the URL, as the file's name must stay. */
  frame: Asset & { hash: string };
  /** The frame that shows a component; `hash` as above. */
  stage: Asset & { hash: string };
  /** By specifier; parts that several libraries share have ids of their own. */
  libraries: Record<string, Asset & { needs: string[] }>;
}

const FRAME_PAGE = new URL('../frame/runner.html', import.meta.url);
const STAGE_PAGE = new URL('../stage/stage.html', import.meta.url);

/**
 * Writes what `createBrowserRunner` needs: runner.html, stage.html, the libraries as scripts, and
 * manifest.json. Scripts of an earlier call that are no longer needed are removed; other files of
 * the folder stay.
 *
 * @returns The manifest.
 * @throws RunnerError when a library cannot be bundled.
 * @example
 * const { frame } = await buildRunnerAssets({
 *   outDir: 'static/runner',
 *   libraries: { acorn: { specifier: 'acorn', resolveDir: '.' } },
 * });
 * frame.file //=> 'runner.html'
 */
export async function buildRunnerAssets(options: RunnerAssetsOptions): Promise<RunnerManifest> {
  const { outDir, libraries } = options;
  await mkdir(outDir, { recursive: true });
  const manifest: RunnerManifest = {
    frame: await writePage(FRAME_PAGE, outDir, 'runner.html'),
    stage: await writePage(STAGE_PAGE, outDir, 'stage.html'),
    libraries: {},
  };
  for (const { id, needs, script } of await bundleLibraries(libraries)) {
    const bytes = Buffer.from(script);
    const file = `${id.replace(/^@/, '').replace(/[^\w.-]+/g, '-')}.${hashOf(bytes)}.js`;
    await writeFile(join(outDir, file), bytes);
    manifest.libraries[id] = { file, bytes: bytes.length, needs };
  }
  await writeFile(join(outDir, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await removeOldScripts(outDir, manifest);
  return manifest;
}

/** The names that scripts are given: `mathjs.786c5b5c6e.js`. */
const SCRIPT = /\.[0-9a-f]{10}\.js$/;

/** After the new manifest is there, so that the folder is whole at every moment. */
async function removeOldScripts(outDir: string, { libraries }: RunnerManifest): Promise<void> {
  const written = new Set(Object.values(libraries).map(({ file }) => file));
  for (const file of await readdir(outDir)) {
    if (SCRIPT.test(file) && !written.has(file)) await rm(join(outDir, file), { force: true });
  }
}

async function writePage(from: URL, outDir: string, file: string) {
  const page = await readFile(from).catch((cause: unknown) => {
    const hint = 'build @backprop/runner first';
    throw new RunnerError('buildRunnerAssets', 'the built frame', `no ${file}`, hint, { cause });
  });
  await writeFile(join(outDir, file), page);
  return { file, bytes: page.length, hash: hashOf(page) };
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 10);
}
