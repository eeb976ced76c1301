import { ArgumentError, ShapeError } from '../errors/errors.js';
import type { ArgName, Kernels, View } from '../kernels/contract.js';
import type { TensorLike } from '../tensor/convert.js';
import type { Shape } from '../tensor/shape.js';
import { type CatalogueEntries, defineOp, type Op } from './define.js';
import { axisOption, nothingToReduce } from './options.js';

const MATRIX = [
  [1, -2, 0.5],
  [3, 0.25, -1],
];

/** How a search along one axis is called. */
export type ArgOp = Op<[x: TensorLike], [axis?: number], { axis?: number }>;

function searching<N extends ArgName>(name: N) {
  return {
    name,
    accepts: 'any' as const,
    inputs: ['x'] as const,
    options: { axis: axisOption(0) },
    returns: 'int32' as const,
    shape([x]: readonly [View], { axis }: { axis: number }): Shape {
      if (x.shape[axis] === 0) throw nothingToReduce(name, x);
      return x.shape.filter((_, i) => i !== axis);
    },
    forward: (kernels: Kernels, [x]: readonly [View], out: View, { axis }: { axis: number }) =>
      kernels[name](x, out, axis),
    backward: null,
  };
}

const SEARCH_ERRORS = [
  { inputs: [[1, 2]], options: { axis: 1 }, error: ArgumentError },
  { inputs: [3], error: ArgumentError },
  { inputs: [[]], error: ShapeError },
];

/**
 * Position of the greatest number along an axis, the first if several tie.
 *
 * $$y = \operatorname{argmax}_i x_i$$
 *
 * @param x tensor of rank 1 or more
 * @param axis the axis to search, by default the first, as in TensorFlow.js
 * @returns int32 tensor without that axis
 * @throws ArgumentError if the axis is out of range
 * @throws ShapeError if the axis has size 0
 * @example
 * argMax([[1, 5], [3, 4]], 1).arraySync() //=> [1, 1]
 * @see https://js.tensorflow.org/api/latest/#argMax
 */
export const argMax: ArgOp = defineOp({
  ...searching('argMax'),
});

/**
 * Position of the smallest number along an axis, the first if several tie.
 *
 * $$y = \operatorname{argmin}_i x_i$$
 *
 * @param x tensor of rank 1 or more
 * @param axis the axis to search, by default the first, as in TensorFlow.js
 * @returns int32 tensor without that axis
 * @throws ArgumentError if the axis is out of range
 * @throws ShapeError if the axis has size 0
 * @example
 * argMin([[1, 5], [3, 4]], 1).arraySync() //=> [0, 0]
 * @see https://js.tensorflow.org/api/latest/#argMin
 */
export const argMin: ArgOp = defineOp({
  ...searching('argMin'),
});

export default {
  argMax: {
    formula: 'y = \\operatorname{argmax}_i x_i',
    samples: [{ inputs: [MATRIX], options: { axis: -1 }, differentiable: false }],
    source: 'https://js.tensorflow.org/api/latest/#argMax',
    errors: SEARCH_ERRORS,
  },
  argMin: {
    formula: 'y = \\operatorname{argmin}_i x_i',
    samples: [{ inputs: [MATRIX], options: { axis: -1 }, differentiable: false }],
    source: 'https://js.tensorflow.org/api/latest/#argMin',
    errors: SEARCH_ERRORS,
  },
} satisfies CatalogueEntries;
