// Bundles the frame with the worker inside it into dist/frame/runner.html, and the frame that
// shows components into dist/stage/stage.html.
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { framePage } from '../dist/frame/page.js';
import { stagePage } from '../dist/stage/page.js';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));

async function bundle(entry, define = {}) {
  const { outputFiles } = await build({
    entryPoints: [dist + entry],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    charset: 'utf8',
    define,
  });
  return outputFiles[0].text;
}

const worker = await bundle('worker/browser-worker.js');
const frame = await bundle('frame/frame.js', { WORKER_SOURCE: JSON.stringify(worker) });
await mkdir(`${dist}frame`, { recursive: true });
await writeFile(`${dist}frame/runner.html`, framePage(frame));
await writeFile(`${dist}stage/stage.html`, stagePage(await bundle('stage/stage.js')));
