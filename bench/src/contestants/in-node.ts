import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Contestant } from './contestant.js';
import { inJavaScript } from './in-javascript.js';
import { numPy, pyTorch } from './python.js';

/** The folder of tfjs's WebAssembly files, as installed. */
export function wasmFolder(): string {
  const main = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  return `${dirname(main)}/`;
}

export const inNode = (): Contestant[] => [...inJavaScript(wasmFolder()), numPy, pyTorch];
