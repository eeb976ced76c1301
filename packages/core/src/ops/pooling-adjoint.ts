import { ShapeError } from '../errors/errors.js';
import type { TensorLike } from '../tensor/convert.js';
import type { Shape } from '../tensor/shape.js';
import { type CatalogueEntries, defineOp, type Op } from './define.js';
import { shapeOption } from './options.js';
import { avgPool, type PoolingOptions } from './pooling.js';
import { IMAGE, PART, POOLING_OPTIONS, pool } from './pooling-shape.js';
import { asBatch, checkMade, type Padding, type Pair } from './window.js';

/** How the adjoint of `maxPool` and its own adjoint are called: with the images that decide. */
type MaxPoolPartOp<Name extends 'dy' | 'h'> = Op<
  Name extends 'dy' ? [dy: TensorLike, x: TensorLike] : [h: TensorLike, x: TensorLike],
  [poolSize: Pair, strides?: Pair | null, padding?: Padding, dataFormat?: 'NHWC'],
  PoolingOptions
>;

/**
 * Sends each number to the place that was greatest in its window: the adjoint of `maxPool`.
 *
 * $$y_{n h w c} = \sum_{i j:\, (h, w) = \operatorname{argmax} W_{ij}} \bar y_{n i j c}$$
 *
 * @param dy shape that `maxPool` makes of x
 * @param x images, shape [n, h, w, c] or [h, w, c]; they decide, and have no gradient
 * @param poolSize height and width of the window, in pixels
 * @param strides step of the window, in pixels; the pool size by default
 * @param padding that of the pooling; 'valid' by default
 * @param dataFormat 'NHWC', channels last
 * @returns tensor of the shape of x
 * @throws ShapeError if `maxPool` would make another shape than that of dy
 * @example
 * maxPoolInput([[[5]]], [[[1], [2]]], [1, 2]).arraySync() //=> [[[0], [5]]]
 * @see https://www.tensorflow.org/api_docs/python/tf/raw_ops/MaxPoolGrad
 */
export const maxPoolInput: MaxPoolPartOp<'dy'> = defineOp({
  name: 'maxPoolInput',
  inputs: ['dy', 'x'],
  accepts: 'float',
  options: POOLING_OPTIONS,
  shape([dy, x], options) {
    checkMade('maxPoolInput', 'dy', dy.shape, pool('maxPoolInput', x, options).shape);
    return x.shape;
  },
  forward: (kernels, [dy, x], out, options) =>
    kernels.maxPoolInput(
      asBatch(dy),
      asBatch(x),
      asBatch(out),
      pool('maxPoolInput', x, options).window,
    ),
  backward: [(g, { inputs: [, x], options }) => maxPoolSelect(g, x, options), null],
});

/**
 * Picks from `h` the number at the place where x is greatest, in each window: the adjoint of
 * `maxPoolInput`, and the derivative of `maxPool` in a direction h.
 *
 * $$y_{n i j c} = h_{n,\, \operatorname{argmax} W_{ij},\, c}$$
 *
 * @param h shape of x
 * @param x images, shape [n, h, w, c] or [h, w, c]; they decide, and have no gradient
 * @param poolSize height and width of the window, in pixels
 * @param strides step of the window, in pixels; the pool size by default
 * @param padding that of the pooling; 'valid' by default
 * @param dataFormat 'NHWC', channels last
 * @returns shape that `maxPool` makes of x
 * @throws ShapeError if h has another shape than x
 * @example
 * maxPoolSelect([[[7], [8]]], [[[1], [2]]], [1, 2]).arraySync() //=> [[[8]]]
 * @see https://www.tensorflow.org/api_docs/python/tf/raw_ops/MaxPoolGradGrad
 */
export const maxPoolSelect: MaxPoolPartOp<'h'> = defineOp({
  name: 'maxPoolSelect',
  inputs: ['h', 'x'],
  accepts: 'float',
  options: POOLING_OPTIONS,
  shape([h, x], options) {
    checkMade('maxPoolSelect', 'h', h.shape, x.shape);
    return pool('maxPoolSelect', x, options).shape;
  },
  forward: (kernels, [h, x], out, options) =>
    kernels.maxPoolSelect(
      asBatch(h),
      asBatch(x),
      asBatch(out),
      pool('maxPoolSelect', x, options).window,
    ),
  backward: [(g, { inputs: [, x], options }) => maxPoolInput(g, x, options), null],
});

/**
 * Spreads each number evenly over its window: the adjoint of `avgPool`.
 *
 * $$y_{n h w c} = \sum_{i j:\, (h, w) \in W_{ij}} \frac{\bar y_{n i j c}}{|W_{ij}|}$$
 *
 * @param dy shape that `avgPool` makes of the output shape
 * @param outputShape shape [n, h, w, c] or [h, w, c] of the images
 * @param poolSize height and width of the window, in pixels
 * @param strides step of the window, in pixels; the pool size by default
 * @param padding that of the pooling; 'valid' by default
 * @param dataFormat 'NHWC', channels last
 * @returns tensor of the output shape
 * @throws ShapeError if `avgPool` would make another shape than that of dy
 * @example
 * avgPoolInput([[[6]]], [1, 2, 1], [1, 2]).arraySync() //=> [[[3], [3]]]
 * @see https://www.tensorflow.org/api_docs/python/tf/raw_ops/AvgPoolGrad
 */
export const avgPoolInput: Op<
  [dy: TensorLike],
  [
    outputShape: Shape,
    poolSize: Pair,
    strides?: Pair | null,
    padding?: Padding,
    dataFormat?: 'NHWC',
  ],
  PoolingOptions & { outputShape: Shape }
> = defineOp({
  name: 'avgPoolInput',
  inputs: ['dy'],
  accepts: 'float',
  options: { outputShape: shapeOption, ...POOLING_OPTIONS },
  shape([dy], { outputShape, ...options }) {
    const image = { values: dy.values, shape: outputShape };
    checkMade('avgPoolInput', 'dy', dy.shape, pool('avgPoolInput', image, options).shape);
    return outputShape;
  },
  forward: (kernels, [dy], out, options) =>
    kernels.avgPoolInput(asBatch(dy), asBatch(out), pool('avgPoolInput', out, options).window),
  backward: [(g, { options: { outputShape: _, ...options } }) => avgPool(g, options)],
});

export default {
  maxPoolInput: {
    formula: 'y_{nhwc} = \\sum_{ij:\\, (h, w) = \\operatorname{argmax} W_{ij}} \\bar y_{nijc}',
    samples: [{ inputs: [PART, IMAGE], options: { poolSize: 2 } }],
    errors: [{ inputs: [IMAGE, IMAGE], options: { poolSize: 2 }, error: ShapeError }],
    source: 'https://www.tensorflow.org/api_docs/python/tf/raw_ops/MaxPoolGrad',
  },
  maxPoolSelect: {
    formula: 'y_{nijc} = h_{n,\\, \\operatorname{argmax} W_{ij},\\, c}',
    samples: [{ inputs: [IMAGE, IMAGE], options: { poolSize: 2 } }],
    errors: [{ inputs: [PART, IMAGE], options: { poolSize: 2 }, error: ShapeError }],
    source: 'https://www.tensorflow.org/api_docs/python/tf/raw_ops/MaxPoolGradGrad',
  },
  avgPoolInput: {
    formula: 'y_{nhwc} = \\sum_{ij:\\, (h, w) \\in W_{ij}} \\frac{\\bar y_{nijc}}{|W_{ij}|}',
    samples: [{ inputs: [PART], options: { outputShape: [3, 4, 2], poolSize: 2 } }],
    errors: [
      { inputs: [PART], options: { outputShape: [4, 4, 2], poolSize: 2 }, error: ShapeError },
    ],
    source: 'https://www.tensorflow.org/api_docs/python/tf/raw_ops/AvgPoolGrad',
  },
} satisfies CatalogueEntries;
