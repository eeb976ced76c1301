import { describe } from '../errors/describe.js';
import { ArgumentError } from '../errors/errors.js';
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
 * What operations calculate on: always the processor, in plain JavaScript. Recorded programs (`jit`,
 * `fit`) may run on WebAssembly beside that, which `getTapeBackend` tells.
 *
 * @returns `'cpu'`, as TensorFlow.js calls it
 * @example
 * getBackend() //=> 'cpu'
 * @see https://js.tensorflow.org/api/latest/#getBackend
 */
export const getBackend = (): string => 'cpu';

/**
 * Chooses what operations calculate on, which here is `'cpu'` and nothing else. It exists so that
 * programs for TensorFlow.js run unchanged; what recorded programs run on chooses `setTapeBackend`.
 *
 * @param name `'cpu'`
 * @returns a promise of true
 * @throws ArgumentError for any other name, as TensorFlow.js does for one that it does not know
 * @example
 * await setBackend('cpu') //=> true
 * @see https://js.tensorflow.org/api/latest/#setBackend
 */
export function setBackend(name: string): Promise<boolean> {
  if (name === 'cpu') return Promise.resolve(true);
  throw new ArgumentError({
    operation: 'setBackend',
    expected: "'cpu'",
    received: describe(name),
    hint: 'jit and fit take WebAssembly by themselves; setTapeBackend chooses for them',
  });
}

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
