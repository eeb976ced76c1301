import { checkTensor } from './check-tensor.js';
import type { Tensor } from './tensor.js';

/** What a page has, and what every place that runs JavaScript has. */
interface Host {
  requestAnimationFrame?(run: () => void): unknown;
  setTimeout(run: () => void, milliseconds: number): unknown;
}

const host = globalThis as unknown as Host;

/**
 * Writes a tensor to the console.
 *
 * @param x the tensor
 * @param verbose there for TensorFlow.js: shape and type are always written
 * @throws ArgumentError if x is no tensor
 * @example
 * print(tensor([1, 2]));
 * tensor([1, 2]).toString() //=> 'Tensor([1, 2], shape [2], float32)'
 * @see https://js.tensorflow.org/api/latest/#print
 */
export function print(x: Tensor, verbose?: boolean): void {
  checkTensor('print', x).print(verbose);
}

/**
 * Waits until tensors can be used, which here is at once. It exists so that programs for
 * TensorFlow.js run unchanged.
 *
 * @returns a promise of nothing
 * @example
 * await ready() //=> undefined
 * @see https://js.tensorflow.org/api/latest/#ready
 */
export async function ready(): Promise<void> {}

/**
 * Lets the page draw and the user click before a long computation goes on.
 *
 * @returns a promise that is kept at the next animation frame, or a moment later where nothing is
 * drawn
 * @example
 * await nextFrame() //=> undefined
 * @see https://js.tensorflow.org/api/latest/#nextFrame
 */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    if (host.requestAnimationFrame) host.requestAnimationFrame(() => resolve());
    else host.setTimeout(resolve, 0);
  });
}
