import type { Tensor } from '../../src/index.js';
import { Tape } from '../../src/tape/tape.js';
import { Trace, withTrace } from '../../src/tape/trace.js';
import type { TapeBackend } from '../../src/tape/wasm/load.js';
import { nextId } from '../../src/tensor/tensor.js';

/** Records a function once and replays it on a backend: its results, and how many steps ran where. */
export function runOn(
  backend: TapeBackend,
  f: (...inputs: Tensor[]) => Tensor | Tensor[],
  inputs: readonly Tensor[],
) {
  const trace = new Trace(inputs, nextId());
  const results = [withTrace(trace, () => f(...inputs))].flat();
  for (const result of results) trace.result(result);
  const tape = new Tape(trace, inputs, results, backend);
  tape.replay(inputs);
  return { values: tape.outputs.map((output) => [...output]), counts: tape.counts };
}
