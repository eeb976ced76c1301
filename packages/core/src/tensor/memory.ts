import { BYTES } from './dtype.js';
import type { Tensor } from './tensor.js';

/** How much the engine holds, as `memory()` reports it. */
export interface MemoryInfo {
  /** Tensors made and not disposed. */
  numTensors: number;
  /** Buffers behind them. Here each tensor counts as one. */
  numDataBuffers: number;
  /** Bytes of their elements. */
  numBytes: number;
}

let numTensors = 0;
let numBytes = 0;
let scope: Tensor[] | null = null;

/** Counts a new tensor, and remembers it if a `tidy` is running. */
export function track(tensor: Tensor): void {
  numTensors++;
  numBytes += tensor.size * BYTES[tensor.dtype];
  if (scope !== null) scope.push(tensor);
}

/** Stops counting a tensor that was disposed. */
export function untrack(tensor: Tensor): void {
  numTensors--;
  numBytes -= tensor.size * BYTES[tensor.dtype];
}

/** Starts (or with null, stops) collecting new tensors; returns the list that was in use. */
export function swapScope(next: Tensor[] | null): Tensor[] | null {
  const previous = scope;
  scope = next;
  return previous;
}

/**
 * Tells how many tensors were made and not disposed, and their bytes.
 *
 * Tensors that the garbage collector took without `dispose` still count, as in TensorFlow.js: the
 * number that grows from step to step shows a missing `tidy`.
 *
 * @returns `numTensors` and `numDataBuffers` (here the same), `numBytes`
 * @example
 * const before = memory();
 * const x = zeros([10, 5]);
 * memory().numTensors - before.numTensors //=> 1
 * memory().numBytes - before.numBytes //=> 200
 * x.dispose();
 * memory().numBytes - before.numBytes //=> 0
 * @see https://js.tensorflow.org/api/latest/#memory
 */
export function memory(): MemoryInfo {
  return { numTensors, numDataBuffers: numTensors, numBytes };
}
