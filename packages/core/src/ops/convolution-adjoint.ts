import { ShapeError } from '../errors/errors.js';
import type { View } from '../kernels/contract.js';
import type { TensorLike } from '../tensor/convert.js';
import type { Shape } from '../tensor/shape.js';
import { type ConvolutionOptions, conv2d } from './convolution.js';
import { CONVOLUTION_OPTIONS, convolve, FILTER, IMAGE, shaped } from './convolution-shape.js';
import { type CatalogueEntries, defineOp, type Op } from './define.js';
import { shapeOption } from './options.js';
import { asBatch, checkMade, type Padding, type Pair, type WindowOptions } from './window.js';

/** How a transposed convolution moves, and the shape it makes. */
export interface TransposeOptions extends ConvolutionOptions {
  outputShape: Shape;
}

/** Checks the shape asked for, and finds the window that leads from it to x. */
function transposed(x: View, filter: View, outputShape: Shape, options: WindowOptions) {
  const name = 'conv2dTranspose';
  const image = shaped(outputShape);
  const { shape, window } = convolve(name, image, filter, options);
  checkMade(name, 'x', x.shape, shape);
  return window;
}

/**
 * Spreads every pixel over the window it came from: the adjoint of `conv2d` in its images.
 *
 * $$y_{n h w c} = \sum_{i j d:\, s i + \delta a - p = h,\, s j + \delta b - p = w} x_{n i j d}\, w_{a b c d}$$
 *
 * @param x shape [n, oh, ow, d] or [oh, ow, d]
 * @param filter shape [kh, kw, c, d]
 * @param outputShape shape [n, h, w, c] or [h, w, c] that `conv2d` would turn into that of x
 * @param strides step of the window, in pixels; 1 by default
 * @param padding that of the convolution; 'valid' by default
 * @param dataFormat 'NHWC', channels last
 * @param dilations distance between the filter's cells, in pixels; 1 by default
 * @returns tensor of the output shape
 * @throws ShapeError if `conv2d` would make another shape than that of x
 * @throws ArgumentError for an option out of range
 * @example
 * conv2dTranspose([[[2]]], [[[[1]], [[3]]]], [1, 2, 1]).arraySync() //=> [[[2], [6]]]
 * @see https://js.tensorflow.org/api/latest/#conv2dTranspose
 */
export const conv2dTranspose: Op<
  [x: TensorLike, filter: TensorLike],
  [outputShape: Shape, strides?: Pair, padding?: Padding, dataFormat?: 'NHWC', dilations?: Pair],
  TransposeOptions
> = defineOp({
  name: 'conv2dTranspose',
  inputs: ['x', 'filter'],
  accepts: 'float',
  options: { outputShape: shapeOption, ...CONVOLUTION_OPTIONS },
  shape([x, filter], options) {
    transposed(x, filter, options.outputShape, options);
    return options.outputShape;
  },
  forward(kernels, [x, filter], out, options) {
    const window = transposed(x, filter, options.outputShape, options);
    kernels.conv2dInput(asBatch(x), filter, asBatch(out), window);
  },
  backward: [
    (g, { inputs: [, filter], options: { outputShape: _, ...options } }) =>
      conv2d(g, filter, options),
    (g, { inputs: [x, filter], options: { outputShape: _, ...options } }) =>
      conv2dFilter(g, x, { ...options, filterShape: filter.shape }),
  ],
});

/** How the convolution moved, and the shape of its filters. */
export interface FilterOptions extends ConvolutionOptions {
  filterShape: Shape;
}

/** Checks that x, filters and dy belong together, and finds the window. */
function filtering(x: View, dy: View, filterShape: Shape, options: WindowOptions) {
  const { shape, window } = convolve('conv2dFilter', x, shaped(filterShape), options);
  checkMade('conv2dFilter', 'dy', dy.shape, shape);
  return window;
}

/**
 * Sums what each cell of a filter met in the images, weighted by `dy`: the adjoint of `conv2d` in
 * its filters.
 *
 * $$y_{a b c d} = \sum_{n i j} x_{n,\, s i + \delta a - p,\, s j + \delta b - p,\, c}\, \bar y_{n i j d}$$
 *
 * @param x images, shape [n, h, w, c] or [h, w, c]
 * @param dy shape that `conv2d` makes of x
 * @param filterShape shape [kh, kw, c, d]
 * @param strides step of the window, in pixels; 1 by default
 * @param padding that of the convolution; 'valid' by default
 * @param dataFormat 'NHWC', channels last
 * @param dilations distance between the filter's cells, in pixels; 1 by default
 * @returns tensor of the filters' shape
 * @throws ShapeError if `conv2d` would make another shape than that of dy
 * @throws ArgumentError for an option out of range
 * @example
 * conv2dFilter([[[1], [2]]], [[[10]]], [1, 2, 1, 1]).arraySync() //=> [[[[10]], [[20]]]]
 * @see https://www.tensorflow.org/api_docs/python/tf/raw_ops/Conv2DBackpropFilter
 */
export const conv2dFilter: Op<
  [x: TensorLike, dy: TensorLike],
  [filterShape: Shape, strides?: Pair, padding?: Padding, dataFormat?: 'NHWC', dilations?: Pair],
  FilterOptions
> = defineOp({
  name: 'conv2dFilter',
  inputs: ['x', 'dy'],
  accepts: 'float',
  options: { filterShape: shapeOption, ...CONVOLUTION_OPTIONS },
  shape([x, dy], options) {
    filtering(x, dy, options.filterShape, options);
    return options.filterShape;
  },
  forward(kernels, [x, dy], out, options) {
    const window = filtering(x, dy, options.filterShape, options);
    kernels.conv2dFilter(asBatch(x), asBatch(dy), out, window);
  },
  backward: [
    (g, { inputs: [x, dy], options: { filterShape: _, ...options } }) =>
      conv2dTranspose(dy, g, { ...options, outputShape: x.shape }),
    (g, { inputs: [x], options: { filterShape: _, ...options } }) => conv2d(x, g, options),
  ],
});

export default {
  conv2dTranspose: {
    formula: 'y_{nhwc} = \\sum_{ijd} x_{nijd}\\, w_{abcd}',
    samples: [
      {
        inputs: [
          [
            [
              [1, 2],
              [-1, 0.5],
            ],
          ],
          FILTER,
        ],
        options: { outputShape: [2, 3, 1] },
      },
      {
        inputs: [
          [
            [
              [1, 2],
              [-1, 0.5],
            ],
          ],
          FILTER,
        ],
        options: { outputShape: [2, 4, 1], strides: 2, padding: 'same' },
      },
    ],
    errors: [
      { inputs: [IMAGE, FILTER], options: { outputShape: [4, 4, 1] }, error: ShapeError },
      { inputs: [IMAGE, FILTER], options: { outputShape: [4] }, error: ShapeError },
      { inputs: [IMAGE, FILTER], options: {}, error: ShapeError },
    ],
    source: 'https://js.tensorflow.org/api/latest/#conv2dTranspose',
  },
  conv2dFilter: {
    formula:
      'y_{abcd} = \\sum_{nij} x_{n,\\, si + \\delta a - p,\\, sj + \\delta b - p,\\, c}\\, \\bar y_{nijd}',
    samples: [
      {
        inputs: [
          IMAGE,
          [
            [
              [1, 2],
              [-1, 0.5],
            ],
            [
              [0.25, 1],
              [2, -2],
            ],
          ],
        ],
        options: { filterShape: [2, 3, 1, 2] },
      },
      {
        inputs: [
          IMAGE,
          [
            [[1], [-1]],
            [[0.25], [2]],
          ],
        ],
        options: { filterShape: [3, 3, 1, 1], strides: 2, padding: 'same' },
      },
    ],
    errors: [
      { inputs: [IMAGE, IMAGE], options: { filterShape: [2, 2, 1, 1] }, error: ShapeError },
      { inputs: [IMAGE, IMAGE], options: { filterShape: [2, 2] }, error: ShapeError },
    ],
    source: 'https://www.tensorflow.org/api_docs/python/tf/raw_ops/Conv2DBackpropFilter',
  },
} satisfies CatalogueEntries;
