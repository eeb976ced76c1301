import { describeShape } from '../errors/describe.js';
import { ShapeError } from '../errors/errors.js';
import type { View } from '../kernels/contract.js';
import { bringKernels } from '../kernels/current.js';
import { convolutionKernels } from '../kernels/reference/convolution.js';
import type { Shape } from '../tensor/shape.js';
import {
  dataFormatOption,
  imageSize,
  paddingOption,
  pairOption,
  placeWindow,
  type WindowOptions,
  withSize,
} from './window.js';

bringKernels(convolutionKernels);

/** The options of every convolution, in their order. */
export const CONVOLUTION_OPTIONS = {
  strides: pairOption(1),
  padding: paddingOption,
  dataFormat: dataFormatOption,
  dilations: pairOption(1),
};

/** An image of one channel, for samples. */
export const IMAGE = [
  [[1], [-2], [0.5], [3]],
  [[0.25], [3], [-0.75], [1]],
  [[2], [-1], [1.5], [-0.5]],
];
/** Two filters of 2 by 2, for samples. */
export const FILTER = [
  [[[1, 0.5]], [[-1, 2]]],
  [[[0.25, -0.5]], [[2, 1]]],
];

/** The sizes of a filter [kh, kw, c, d] that fits images of c channels. */
function filterSize(operation: string, x: View, filter: View): readonly [number, number] {
  const channels = x.shape[x.shape.length - 1]!;
  const [rows, columns, inner] = filter.shape;
  if (filter.shape.length === 4 && inner === channels) return [rows!, columns!];
  throw new ShapeError({
    operation,
    expected: `filters of shape [height, width, ${channels}, filters]`,
    received: describeShape(filter.shape),
    hint: 'the third size is the number of channels of the image',
  });
}

/** The shape of a convolution's result, and the window that makes it. */
export function convolve(operation: string, x: View, filter: View, options: WindowOptions) {
  const size = imageSize(operation, x);
  const placed = placeWindow(operation, size, filterSize(operation, x, filter), options);
  return { window: placed.window, shape: withSize(x.shape, placed.size, filter.shape[3]!) };
}

/** Stands for a tensor of which only the shape matters. */
export const shaped = (shape: Shape): View => ({ values: new Float32Array(0), shape });
