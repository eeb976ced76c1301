import { ArgumentError, ShapeError } from '../errors/errors.js';
import type { TensorLike } from '../tensor/convert.js';
import { mul } from './arithmetic.js';
import { conv2dFilter, conv2dTranspose } from './convolution-adjoint.js';
import { CONVOLUTION_OPTIONS, convolve, FILTER, IMAGE } from './convolution-shape.js';
import { type CatalogueEntries, defineOp, type Op } from './define.js';
import { oneHot } from './gather.js';
import { reshape } from './movement.js';
import { asBatch, type Padding, type Pair } from './window.js';

/** How a convolution moves; names as in Keras. */
export interface ConvolutionOptions {
  strides?: Pair;
  padding?: Padding;
  dataFormat?: 'NHWC';
  dilations?: Pair;
}

/**
 * Slides filters over images and sums the products (a cross-correlation, as all of deep learning
 * calls it a convolution).
 *
 * $$y_{n i j d} = \sum_{a b c} x_{n,\, s i + \delta a - p,\, s j + \delta b - p,\, c}\, w_{a b c d}$$
 *
 * @param x images, shape [n, h, w, c] or [h, w, c]
 * @param filter shape [kh, kw, c, d]
 * @param strides step s of the window, in pixels; 1 by default
 * @param padding 'valid' (default), 'same', or how many zeros to put around
 * @param dataFormat 'NHWC', channels last
 * @param dilations distance δ between the filter's cells, in pixels; 1 by default
 * @returns shape [n, oh, ow, d] or [oh, ow, d]
 * @throws ShapeError if ranks or channels do not fit, or the filter is larger than the image
 * @throws ArgumentError for an option out of range
 * @example
 * conv2d([[[1], [2]], [[3], [4]]], [[[[1]], [[1]]]]).arraySync() //=> [[[3]], [[7]]]
 * @see https://js.tensorflow.org/api/latest/#conv2d
 */
export const conv2d: Op<
  [x: TensorLike, filter: TensorLike],
  [strides?: Pair, padding?: Padding, dataFormat?: 'NHWC', dilations?: Pair],
  ConvolutionOptions
> = defineOp({
  name: 'conv2d',
  inputs: ['x', 'filter'],
  accepts: 'float',
  options: CONVOLUTION_OPTIONS,
  shape: ([x, filter], options) => convolve('conv2d', x, filter, options).shape,
  forward: (kernels, [x, filter], out, options) =>
    kernels.conv2d(asBatch(x), filter, asBatch(out), convolve('conv2d', x, filter, options).window),
  backward: [
    (g, { inputs: [x, filter], options }) =>
      conv2dTranspose(g, filter, { ...options, outputShape: x.shape }),
    (g, { inputs: [x, filter], options }) =>
      conv2dFilter(x, g, { ...options, filterShape: filter.shape }),
  ],
});

/** How a depthwise convolution is called. */
type DepthwiseOp = Op<
  [x: TensorLike, filter: TensorLike],
  [strides?: Pair, padding?: Padding, dataFormat?: 'NHWC', dilations?: Pair],
  ConvolutionOptions
>;

const CHANNELS = [
  [
    [1, -4],
    [-2, 0.75],
    [0.5, 3],
  ],
  [
    [0.25, 2],
    [4, -1.5],
    [-0.75, 1],
  ],
];
const DEPTHWISE = [
  [
    [[1], [0.5]],
    [[-1], [2]],
  ],
];

/**
 * A convolution that keeps channels apart: each has its own m filters.
 *
 * $$y_{n, i, j, cm + q} = \sum_{a b} x_{n,\, s i + \delta a - p,\, s j + \delta b - p,\, c}\, w_{a b c q}$$
 *
 * It is `conv2d` with filters that are 0 between different channels.
 *
 * @param x images, shape [n, h, w, c] or [h, w, c]
 * @param filter shape [kh, kw, c, m]
 * @param strides step of the window, in pixels; 1 by default
 * @param padding 'valid' (default), 'same', or how many zeros to put around
 * @param dataFormat 'NHWC', channels last
 * @param dilations distance between the filter's cells, in pixels; 1 by default
 * @returns shape [n, oh, ow, c · m] or [oh, ow, c · m]
 * @throws ShapeError if ranks or channels do not fit, or the filter is larger than the image
 * @throws ArgumentError for an option out of range
 * @example
 * depthwiseConv2d([[[1, 2]]], [[[[10], [100]]]]).arraySync() //=> [[[10, 200]]]
 * @see https://js.tensorflow.org/api/latest/#depthwiseConv2d
 */
export const depthwiseConv2d: DepthwiseOp = defineOp({
  name: 'depthwiseConv2d',
  inputs: ['x', 'filter'],
  accepts: 'float',
  options: CONVOLUTION_OPTIONS,
  compose([x, filter], options) {
    // Throws for filters of another rank or number of channels.
    convolve('depthwiseConv2d', x, filter, options);
    const [rows, columns, channels, each] = filter.shape as [number, number, number, number];
    const own = oneHot(
      Array.from({ length: channels }, (_, i) => i),
      channels,
      1,
      0,
      filter.dtype,
    );
    const apart = reshape(own, [channels, channels, 1]);
    const spread = mul(reshape(filter, [rows, columns, channels, 1, each]), apart);
    return conv2d(x, reshape(spread, [rows, columns, channels, channels * each]), options);
  },
});

export default {
  conv2d: {
    formula:
      'y_{nijd} = \\sum_{abc} x_{n,\\, si + \\delta a - p,\\, sj + \\delta b - p,\\, c}\\, w_{abcd}',
    samples: [
      { inputs: [IMAGE, FILTER] },
      { inputs: [[IMAGE, IMAGE], FILTER], options: { padding: 'same', strides: 2 } },
      { inputs: [IMAGE, FILTER], options: { padding: 1, strides: [1, 2] } },
      { inputs: [IMAGE, FILTER], options: { padding: 'same', dilations: 2 } },
    ],
    errors: [
      { inputs: [[1, 2], FILTER], error: ShapeError },
      { inputs: [IMAGE, [[1]]], error: ShapeError },
      { inputs: [IMAGE, [[[[1], [2]]]]], error: ShapeError },
      { inputs: [[[[1]]], FILTER], error: ShapeError },
      { inputs: [IMAGE, FILTER], options: { strides: 0 }, error: ArgumentError },
      { inputs: [IMAGE, FILTER], options: { padding: 'full' }, error: ArgumentError },
      { inputs: [IMAGE, FILTER], options: { padding: -1 }, error: ArgumentError },
      { inputs: [IMAGE, FILTER], options: { dataFormat: 'NCHW' }, error: ArgumentError },
      { inputs: [IMAGE, FILTER], options: { dilations: [1, 2, 3] }, error: ArgumentError },
    ],
    source: 'https://js.tensorflow.org/api/latest/#conv2d',
  },
  depthwiseConv2d: {
    formula:
      'y_{n,i,j,cm+q} = \\sum_{ab} x_{n,\\, si + \\delta a - p,\\, sj + \\delta b - p,\\, c}\\, w_{abcq}',
    samples: [
      { inputs: [CHANNELS, DEPTHWISE] },
      { inputs: [CHANNELS, DEPTHWISE], options: { padding: 'same', strides: 2 } },
    ],
    errors: [
      { inputs: [CHANNELS, FILTER], error: ShapeError },
      { inputs: [CHANNELS, DEPTHWISE], options: { padding: 'full' }, error: ArgumentError },
    ],
    source: 'https://js.tensorflow.org/api/latest/#depthwiseConv2d',
  },
} satisfies CatalogueEntries;
