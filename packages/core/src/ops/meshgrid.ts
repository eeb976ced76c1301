import { describe, describeShape } from '../errors/describe.js';
import { ArgumentError, ShapeError } from '../errors/errors.js';
import { type TensorLike, toTensor } from '../tensor/convert.js';
import type { Tensor } from '../tensor/tensor.js';
import { broadcastTo } from './broadcast.js';
import { reshape } from './movement.js';

function axisOf(name: string, value: TensorLike): Tensor {
  const axis = toTensor('meshgrid', name, value);
  if (axis.rank <= 1) return axis;
  throw new ShapeError({
    operation: 'meshgrid',
    expected: `${name} to be a list of numbers`,
    received: `shape ${describeShape(axis.shape)}`,
    hint: 'flatten() makes one of any tensor',
  });
}

function checkIndexing(indexing: unknown): void {
  if (indexing === 'xy' || indexing === 'ij') return;
  throw new ArgumentError({
    operation: 'meshgrid',
    expected: "indexing to be 'xy' or 'ij'",
    received: describe(indexing),
    hint: "'xy' has a row for each y, 'ij' a row for each x",
  });
}

/**
 * The coordinates of all points of a grid, from those along its two axes.
 *
 * $$X_{ji} = x_i, \quad Y_{ji} = y_j$$
 *
 * Both can be differentiated: each coordinate collects the gradients of its row or column.
 *
 * @param x coordinates along the first axis, shape [w]
 * @param y coordinates along the second, shape [h]; without them only x is returned
 * @param options `indexing`: `'xy'` (default) for shape [h, w], `'ij'` for shape [w, h]
 * @returns a list of two tensors of that shape: the x and the y of each point
 * @throws ShapeError if x or y has more than one axis
 * @throws ArgumentError for another indexing
 * @example
 * const [x, y] = meshgrid([1, 2, 3], [10, 20]);
 * x.arraySync() //=> [[1, 2, 3], [1, 2, 3]]
 * y.arraySync() //=> [[10, 10, 10], [20, 20, 20]]
 * @see https://js.tensorflow.org/api/latest/#meshgrid
 */
export function meshgrid(
  x?: TensorLike,
  y?: TensorLike,
  { indexing = 'xy' }: { indexing?: 'xy' | 'ij' } = {},
): Tensor[] {
  checkIndexing(indexing);
  if (x === undefined) return [];
  const first = axisOf('x', x);
  if (y === undefined) return [first];
  const second = axisOf('y', y);
  const [w, h] = [first.size, second.size];
  return indexing === 'xy'
    ? [broadcastTo(reshape(first, [1, w]), [h, w]), broadcastTo(reshape(second, [h, 1]), [h, w])]
    : [broadcastTo(reshape(first, [w, 1]), [w, h]), broadcastTo(reshape(second, [1, h]), [w, h])];
}
