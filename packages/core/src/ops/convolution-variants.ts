import { describeShape } from '../errors/describe.js';
import { ArgumentError, ShapeError } from '../errors/errors.js';
import type { TensorLike } from '../tensor/convert.js';
import type { Tensor } from '../tensor/tensor.js';
import { conv2d, depthwiseConv2d } from './convolution.js';
import { convolve } from './convolution-shape.js';
import { type CatalogueEntries, defineOp, type Op } from './define.js';
import { reshape } from './movement.js';
import { choiceOption, numberOption } from './options.js';
import { dataFormatOption, type Padding, type Pair, paddingOption, pairOption } from './window.js';

const SIGNAL = [
  [1, -2],
  [0.5, 3],
  [0.25, -1],
  [2, 1.5],
];
const KERNEL = [
  [
    [1, 0.5],
    [-1, 2],
  ],
  [
    [0.25, -0.5],
    [2, 1],
  ],
];

/** How a convolution along one axis moves. */
export interface Convolution1dOptions {
  stride?: number;
  pad?: 'valid' | 'same';
  dataFormat?: 'NWC';
  dilation?: number;
}

function checkSignal(x: Tensor, filter: Tensor): void {
  const channels = x.shape[x.rank - 1];
  if ((x.rank === 2 || x.rank === 3) && filter.rank === 3 && filter.shape[1] === channels) return;
  throw new ShapeError({
    operation: 'conv1d',
    expected: 'signals [n, width, channels] and filters [width, channels, filters]',
    received: `${describeShape(x.shape)} and ${describeShape(filter.shape)}`,
    hint: 'a signal of one channel still has an axis for it',
  });
}

/**
 * Slides filters along signals and sums the products.
 *
 * $$y_{n i d} = \sum_{a c} x_{n,\, s i + \delta a - p,\, c}\, w_{a c d}$$
 *
 * @param x signals, shape [n, w, c] or [w, c]
 * @param filter shape [kw, c, d]
 * @param stride step s of the window; 1 by default
 * @param pad 'valid' (default) or 'same'
 * @param dataFormat 'NWC', channels last
 * @param dilation distance δ between the filter's cells; 1 by default
 * @returns shape [n, ow, d] or [ow, d]
 * @throws ShapeError if ranks or channels do not fit, or the filter is longer than the signal
 * @throws ArgumentError for an option out of range
 * @example
 * conv1d([[1], [2], [4]], [[[-1]], [[1]]]).arraySync() //=> [[1], [2]]
 * @see https://js.tensorflow.org/api/latest/#conv1d
 */
export const conv1d: Op<
  [x: TensorLike, filter: TensorLike],
  [stride?: number, pad?: 'valid' | 'same', dataFormat?: 'NWC', dilation?: number],
  Convolution1dOptions
> = defineOp({
  name: 'conv1d',
  inputs: ['x', 'filter'],
  accepts: 'float',
  options: {
    stride: numberOption(1, { min: 1, integer: true }),
    pad: choiceOption<'valid' | 'same'>('valid', ['valid', 'same']),
    dataFormat: choiceOption('NWC', ['NWC']),
    dilation: numberOption(1, { min: 1, integer: true }),
  },
  compose([x, filter], { stride, pad, dilation }) {
    checkSignal(x, filter);
    // A signal is an image of height 1.
    const image = reshape(x, [...x.shape.slice(0, -2), 1, ...x.shape.slice(-2)]);
    const filters = reshape(filter, [1, ...filter.shape]);
    const strides = [1, stride] as const;
    const dilations = [1, dilation] as const;
    // Throws for a filter that is too long.
    convolve('conv1d', image, filters, { strides, padding: pad, dilations });
    const y = conv2d(image, filters, { strides, padding: pad, dilations });
    return reshape(y, [...x.shape.slice(0, -2), ...y.shape.slice(-2)]);
  },
});

/** How a separable convolution moves; the order is that of TensorFlow.js. */
export interface SeparableConvolutionOptions {
  strides?: Pair;
  padding?: Padding;
  dilations?: Pair;
  dataFormat?: 'NHWC';
}

const TWO_CHANNELS = [
  [
    [1, -4],
    [-2, 0.75],
  ],
  [
    [0.25, 2],
    [4, -1.5],
  ],
];
const DEPTHWISE = [
  [
    [[1], [0.5]],
    [[-1], [2]],
  ],
];
const POINTWISE = [
  [
    [
      [1, 0.5, -1],
      [2, -0.25, 1],
    ],
  ],
];

function checkPointwise(depthwise: Tensor, pointwise: Tensor): void {
  const [rows, columns, inner] = pointwise.shape;
  const made = (depthwise.shape[2] ?? 0) * (depthwise.shape[3] ?? 0);
  if (pointwise.rank === 4 && rows === 1 && columns === 1 && inner === made) return;
  throw new ShapeError({
    operation: 'separableConv2d',
    expected: `pointwiseFilter of shape [1, 1, ${made}, filters]`,
    received: describeShape(pointwise.shape),
    hint: 'its third size is channels times multiplier of depthwiseFilter',
  });
}

/**
 * A convolution in two: first each channel by itself, then a mix of the channels at every place.
 *
 * $$y = (x \ast_{\text{depthwise}} w) \ast v$$
 *
 * @param x images, shape [n, h, w, c] or [h, w, c]
 * @param depthwiseFilter shape [kh, kw, c, m]
 * @param pointwiseFilter shape [1, 1, c · m, d]
 * @param strides step of the window, in pixels; 1 by default
 * @param padding 'valid' (default), 'same', or how many zeros to put around
 * @param dilations distance between the filter's cells, in pixels; 1 by default
 * @param dataFormat 'NHWC', channels last
 * @returns shape [n, oh, ow, d] or [oh, ow, d]
 * @throws ShapeError if ranks or channels do not fit, or the filter is larger than the image
 * @throws ArgumentError for an option out of range
 * @example
 * separableConv2d([[[1, 2]]], [[[[10], [100]]]], [[[[1], [1]]]]).arraySync() //=> [[[210]]]
 * @see https://js.tensorflow.org/api/latest/#separableConv2d
 */
export const separableConv2d: Op<
  [x: TensorLike, depthwiseFilter: TensorLike, pointwiseFilter: TensorLike],
  [strides?: Pair, padding?: Padding, dilations?: Pair, dataFormat?: 'NHWC'],
  SeparableConvolutionOptions
> = defineOp({
  name: 'separableConv2d',
  inputs: ['x', 'depthwiseFilter', 'pointwiseFilter'],
  accepts: 'float',
  options: {
    strides: pairOption(1),
    padding: paddingOption,
    dilations: pairOption(1),
    dataFormat: dataFormatOption,
  },
  compose([x, depthwise, pointwise], { strides, padding, dilations }) {
    convolve('separableConv2d', x, depthwise, { strides, padding, dilations });
    checkPointwise(depthwise, pointwise);
    const apart = depthwiseConv2d(x, depthwise, { strides, padding, dilations });
    return conv2d(apart, pointwise);
  },
});

export default {
  conv1d: {
    formula: 'y_{nid} = \\sum_{ac} x_{n,\\, si + \\delta a - p,\\, c}\\, w_{acd}',
    samples: [
      { inputs: [SIGNAL, KERNEL] },
      { inputs: [[SIGNAL, SIGNAL], KERNEL], options: { stride: 2, pad: 'same' } },
      { inputs: [SIGNAL, KERNEL], options: { dilation: 2 } },
    ],
    errors: [
      { inputs: [[1, 2], KERNEL], error: ShapeError },
      { inputs: [SIGNAL, [[[1]]]], error: ShapeError },
      { inputs: [[[1, 2]], KERNEL], error: ShapeError },
      { inputs: [SIGNAL, KERNEL], options: { stride: 0 }, error: ArgumentError },
      { inputs: [SIGNAL, KERNEL], options: { pad: 'causal' }, error: ArgumentError },
      { inputs: [SIGNAL, KERNEL], options: { dataFormat: 'NCW' }, error: ArgumentError },
    ],
    source: 'https://js.tensorflow.org/api/latest/#conv1d',
  },
  separableConv2d: {
    formula: 'y = (x \\ast_{\\text{depthwise}} w) \\ast v',
    samples: [
      { inputs: [TWO_CHANNELS, DEPTHWISE, POINTWISE] },
      { inputs: [TWO_CHANNELS, DEPTHWISE, POINTWISE], options: { strides: 2, padding: 'same' } },
    ],
    errors: [
      { inputs: [TWO_CHANNELS, DEPTHWISE, [[[[1]]]]], error: ShapeError },
      { inputs: [SIGNAL, DEPTHWISE, POINTWISE], error: ShapeError },
      {
        inputs: [TWO_CHANNELS, DEPTHWISE, POINTWISE],
        options: { strides: 0 },
        error: ArgumentError,
      },
    ],
    source: 'https://js.tensorflow.org/api/latest/#separableConv2d',
  },
} satisfies CatalogueEntries;
