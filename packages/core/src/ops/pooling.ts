import { ArgumentError, ShapeError } from '../errors/errors.js';
import type { Kernels, View } from '../kernels/contract.js';
import type { TensorLike } from '../tensor/convert.js';
import type { Shape } from '../tensor/shape.js';
import { type CatalogueEntries, defineOp, type Op } from './define.js';
import { avgPoolInput, maxPoolInput } from './pooling-adjoint.js';
import { IMAGE, POOLING_OPTIONS, pool, type ReadPooling } from './pooling-shape.js';
import { asBatch, type Padding, type Pair } from './window.js';

/** How a pooling window moves; names as in Keras. */
export interface PoolingOptions {
  poolSize: Pair;
  /** The pool size by default, so that windows do not overlap. */
  strides?: Pair | null;
  padding?: Padding;
  dataFormat?: 'NHWC';
}

/** How pooling is called. */
type PoolOp = Op<
  [x: TensorLike],
  [poolSize: Pair, strides?: Pair | null, padding?: Padding, dataFormat?: 'NHWC'],
  PoolingOptions
>;

/** What both poolings have in common. */
function pooling<N extends 'maxPool' | 'avgPool'>(name: N) {
  return {
    name,
    inputs: ['x'] as const,
    accepts: 'float' as const,
    options: POOLING_OPTIONS,
    shape: ([x]: readonly [View], options: ReadPooling): Shape => pool(name, x, options).shape,
    forward: (kernels: Kernels, [x]: readonly [View], out: View, options: ReadPooling) =>
      kernels[name](asBatch(x), asBatch(out), pool(name, x, options).window),
  };
}

const POOLING_SAMPLES = [
  { inputs: [IMAGE], options: { poolSize: 2 } },
  { inputs: [[IMAGE]], options: { poolSize: [2, 3], strides: 1 } },
  { inputs: [IMAGE], options: { poolSize: 2, strides: 2, padding: 'same' } },
];

const POOLING_ERRORS = [
  { inputs: [[1, 2]], options: { poolSize: 2 }, error: ShapeError },
  { inputs: [IMAGE], options: { poolSize: 4 }, error: ShapeError },
  { inputs: [IMAGE], options: { poolSize: 1, padding: 1 }, error: ShapeError },
  { inputs: [IMAGE], options: { poolSize: 0 }, error: ArgumentError },
  { inputs: [IMAGE], options: { poolSize: 2, strides: 1.5 }, error: ArgumentError },
  { inputs: [IMAGE], options: {}, error: ArgumentError },
];

/**
 * Greatest number of each window; padding does not count.
 *
 * $$y_{n i j c} = \max_{a b} x_{n,\, s i + a - p,\, s j + b - p,\, c}$$
 *
 * The cotangent goes to the first of several that tie, as in TensorFlow and PyTorch.
 *
 * @param x images, shape [n, h, w, c] or [h, w, c]
 * @param poolSize height and width of the window, in pixels
 * @param strides step of the window, in pixels; the pool size by default
 * @param padding 'valid' (default), 'same', or how many pixels to put around
 * @param dataFormat 'NHWC', channels last
 * @returns shape [n, oh, ow, c] or [oh, ow, c]
 * @throws ShapeError if the rank is not 3 or 4, or the window is larger than the image
 * @throws ArgumentError for an option out of range
 * @example
 * maxPool([[[1], [2]], [[3], [4]]], 2).arraySync() //=> [[[4]]]
 * @see https://js.tensorflow.org/api/latest/#maxPool
 */
export const maxPool: PoolOp = defineOp({
  ...pooling('maxPool'),
  backward: [(g, { inputs: [x], options }) => maxPoolInput(g, x, options)],
});

/**
 * Mean of each window; padding does not count.
 *
 * $$y_{n i j c} = \frac{1}{|W_{ij}|} \sum_{(a, b) \in W_{ij}} x_{n,\, s i + a - p,\, s j + b - p,\, c}$$
 *
 * @param x images, shape [n, h, w, c] or [h, w, c]
 * @param poolSize height and width of the window, in pixels
 * @param strides step of the window, in pixels; the pool size by default
 * @param padding 'valid' (default), 'same', or how many pixels to put around
 * @param dataFormat 'NHWC', channels last
 * @returns shape [n, oh, ow, c] or [oh, ow, c]
 * @throws ShapeError if the rank is not 3 or 4, or the window is larger than the image
 * @throws ArgumentError for an option out of range
 * @example
 * avgPool([[[1], [2]], [[3], [4]]], 2).arraySync() //=> [[[2.5]]]
 * @see https://js.tensorflow.org/api/latest/#avgPool
 */
export const avgPool: PoolOp = defineOp({
  ...pooling('avgPool'),
  backward: [
    (g, { inputs: [x], options }) => avgPoolInput(g, { ...options, outputShape: x.shape }),
  ],
});

export default {
  maxPool: {
    formula: 'y_{nijc} = \\max_{ab} x_{n,\\, si + a - p,\\, sj + b - p,\\, c}',
    source: 'https://js.tensorflow.org/api/latest/#maxPool',
    samples: POOLING_SAMPLES,
    errors: POOLING_ERRORS,
  },
  avgPool: {
    formula:
      'y_{nijc} = \\frac{1}{|W_{ij}|} \\sum_{(a, b) \\in W_{ij}} x_{n,\\, si + a - p,\\, sj + b - p,\\, c}',
    source: 'https://js.tensorflow.org/api/latest/#avgPool',
    samples: POOLING_SAMPLES,
    errors: POOLING_ERRORS,
  },
} satisfies CatalogueEntries;
