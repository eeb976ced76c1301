import { ArgumentError } from '../errors/errors.js';
import { type CatalogueEntries, defineOp, type UnaryOp } from './define.js';

/**
 * The same tensor once more, as a step of its own in the graph.
 *
 * $$y = x$$
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape, which shares its memory with x
 * @example
 * clone([1, 2]).arraySync() //=> [1, 2]
 * @see https://js.tensorflow.org/api/latest/#clone
 */
export const clone: UnaryOp = defineOp({
  name: 'clone',
  inputs: ['x'],
  accepts: 'any',
  options: {},
  sharesMemory: true,
  shape: ([x]) => x.shape,
  forward: (kernels, [x], out) => kernels.copy(x, out),
  backward: [(g) => g],
});

/**
 * The same numbers, as a constant: no gradient flows back through it.
 *
 * $$y = x, \quad \bar x = 0$$
 *
 * @param x tensor of any shape
 * @returns tensor of the same shape
 * @example
 * grad((x) => x.mul(stopGradient(x)))(3).item() //=> 3
 * @see https://keras.io/api/ops/core/#stopgradient-function
 */
export const stopGradient: UnaryOp = defineOp({
  name: 'stopGradient',
  inputs: ['x'],
  accepts: 'any',
  options: {},
  sharesMemory: true,
  shape: ([x]) => x.shape,
  forward: (kernels, [x], out) => kernels.copy(x, out),
  backward: null,
});

export default {
  clone: {
    formula: 'y = x',
    samples: [{ inputs: [[1, 2]] }],
    errors: [{ inputs: [undefined], error: ArgumentError }],
    source: 'https://js.tensorflow.org/api/latest/#clone',
  },
  stopGradient: {
    formula: 'y = x, \\quad \\bar x = 0',
    samples: [{ inputs: [[1, 2]], differentiable: false }],
    errors: [{ inputs: [undefined], error: ArgumentError }],
    source: 'https://keras.io/api/ops/core/#stopgradient-function',
  },
} satisfies CatalogueEntries;
