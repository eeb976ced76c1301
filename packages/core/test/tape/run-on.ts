import { setFlagsFromString } from 'node:v8';
import type { Tensor } from '../../src/index.js';
import { takeApart } from '../../src/tape/take-apart.js';
import { Tape } from '../../src/tape/tape.js';
import { Trace, withTrace } from '../../src/tape/trace.js';
import { bringWindowWords } from '../../src/tape/wasm/brought.js';
import type { TapeBackend } from '../../src/tape/wasm/load.js';
import { windowWords } from '../../src/tape/wasm/lower-windows.js';
import { nextId } from '../../src/tensor/tensor.js';

bringWindowWords(windowWords);

// Node.js 20 knows relaxed SIMD but hides it; later versions need no flag.
if (process.versions.node.startsWith('20.')) setFlagsFromString('--experimental-wasm-relaxed-simd');

/** Records a function once and replays it on a backend: its results, and how many steps ran where. */
export function runOn(
  backend: TapeBackend,
  f: (...inputs: Tensor[]) => Tensor | Tensor[],
  inputs: readonly Tensor[],
) {
  const trace = new Trace(inputs, nextId());
  const results = [withTrace(trace, () => f(...inputs))].flat();
  trace.close(takeApart(results, 0));
  const tape = new Tape(trace, inputs, results, backend);
  tape.prepare();
  tape.replay(inputs);
  return { values: tape.outputs.map((output) => [...output]), counts: tape.counts };
}
