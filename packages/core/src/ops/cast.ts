import { DtypeError } from '../errors/errors.js';
import type { TensorLike } from '../tensor/convert.js';
import type { DType } from '../tensor/dtype.js';
import type { Tensor } from '../tensor/tensor.js';
import { apply } from './apply.js';
import { type CatalogueEntries, defineOp, type Op } from './define.js';
import { dtypeOption } from './options.js';

/**
 * Converts the elements to another type.
 *
 * Floats lose their fraction on the way to int32; every number except 0 becomes true as bool. The
 * gradient of a conversion between float types is the cotangent, converted back.
 *
 * @param x tensor of any shape and type
 * @param dtype type of the result
 * @returns tensor of the same shape
 * @throws DtypeError for an unknown type
 * @example
 * cast([1.7, 0, -1.7], 'int32').arraySync() //=> [1, 0, -1]
 * cast([1.7, 0, -1.7], 'bool').arraySync() //=> [1, 0, 1]
 * @see https://js.tensorflow.org/api/latest/#cast
 */
export const cast: Op<[x: TensorLike], [dtype: DType], { dtype: DType }> = defineOp({
  name: 'cast',
  inputs: ['x'],
  accepts: 'any',
  returns: ({ dtype }) => dtype,
  options: { dtype: dtypeOption() },
  pointwise: true,
  shape: ([x]) => x.shape,
  forward: (kernels, [x], out) => kernels.copy(x, out),
  backward: [(g, { inputs: [x] }) => castTensor(g, x.dtype)],
});

/** The same conversion, which leaves a tensor of that type alone. */
export function castTensor(x: Tensor, dtype: DType): Tensor {
  return x.dtype === dtype ? x : apply(cast.op, [x], { dtype });
}

export default {
  cast: {
    formula: 'y_i = x_i \\text{ as another type}',
    samples: [{ inputs: [[0.5, -1.5]], options: { dtype: 'float64' } }],
    errors: [
      { inputs: [[1]], options: { dtype: 'int64' }, error: DtypeError },
      { inputs: [[1]], options: {}, error: DtypeError },
    ],
    source: 'https://js.tensorflow.org/api/latest/#cast',
  },
} satisfies CatalogueEntries;
