import { describe, describeShape } from '../errors/describe.js';
import { ArgumentError, ShapeError } from '../errors/errors.js';
import { fromFlat, type TensorLike, toTensor } from '../tensor/convert.js';
import { checkAxis } from '../tensor/shape.js';
import type { Tensor } from '../tensor/tensor.js';
import { gather } from './gather.js';
import { reshape, squeeze } from './movement.js';
import { slice } from './part.js';

/** Lengths of the parts: given, or equal ones. */
function partLengths(parts: unknown, length: number): readonly number[] {
  const isCount = (n: unknown) => Number.isInteger(n) && (n as number) >= 0;
  if (Array.isArray(parts) && parts.every(isCount)) {
    const total = parts.reduce((sum, n) => sum + n, 0);
    if (total === length) return parts;
  } else if (isCount(parts) && (parts as number) > 0 && length % (parts as number) === 0) {
    return new Array(parts as number).fill(length / (parts as number));
  }
  throw new ArgumentError({
    operation: 'split',
    expected: `a number of equal parts of ${length}, or lengths that sum to it`,
    received: describe(parts),
    hint: 'choose another axis, or list the lengths',
  });
}

/**
 * Cuts a tensor into parts along an axis.
 *
 * @param x tensor of rank 1 or more
 * @param numOrSizeSplits how many equal parts, or the length of each
 * @param axis along which to cut; the first by default
 * @returns the parts, of the same rank
 * @throws ArgumentError if the parts do not make up the axis, or the axis is out of range
 * @example
 * split([1, 2, 3, 4], 2).map((part) => part.arraySync()) //=> [[1, 2], [3, 4]]
 * split([1, 2, 3], [1, 2]).map((part) => part.arraySync()) //=> [[1], [2, 3]]
 * @see https://js.tensorflow.org/api/latest/#split
 */
export function split(
  x: TensorLike,
  numOrSizeSplits: number | readonly number[],
  axis = 0,
): Tensor[] {
  const tensor = toTensor('split', 'x', x);
  const at = checkAxis('split', axis, tensor.rank);
  let start = 0;
  return partLengths(numOrSizeSplits, tensor.shape[at]!).map((length) => {
    const begin = tensor.shape.map((_, i) => (i === at ? start : 0));
    start += length;
    return slice(
      tensor,
      begin,
      tensor.shape.map((n, i) => (i === at ? length : n)),
    );
  });
}

/**
 * Cuts a tensor into entries along an axis, which is gone from them: undoes `stack`.
 *
 * @param x tensor of rank 1 or more
 * @param axis along which to cut; the first by default
 * @returns as many tensors as the axis is long
 * @throws ArgumentError if the axis is out of range
 * @example
 * unstack([[1, 2], [3, 4]], 1).map((column) => column.arraySync()) //=> [[1, 3], [2, 4]]
 * @see https://js.tensorflow.org/api/latest/#unstack
 */
export function unstack(x: TensorLike, axis = 0): Tensor[] {
  const tensor = toTensor('unstack', 'x', x);
  const at = checkAxis('unstack', axis, tensor.rank);
  const ones = new Array<number>(tensor.shape[at]!).fill(1);
  return ones.length === 0 ? [] : split(tensor, ones, at).map((part) => squeeze(part, at));
}

/**
 * The k greatest numbers along the last axis, greatest first, and where they are.
 *
 * Of equal numbers the first comes first. Gradients flow through the values.
 *
 * @param x tensor of shape [...s, n]
 * @param k how many; 1 by default
 * @param sorted there for TensorFlow.js: the result is always sorted
 * @returns values and int32 indices, both of shape [...s, k]
 * @throws ArgumentError if k is not a whole number in 0 … n
 * @throws ShapeError if x is a scalar
 * @example
 * topk([3, 9, 5], 2).values.arraySync() //=> [9, 5]
 * topk([3, 9, 5], 2).indices.arraySync() //=> [1, 2]
 * @see https://js.tensorflow.org/api/latest/#topk
 */
export function topk(x: TensorLike, k = 1, sorted = true): { values: Tensor; indices: Tensor } {
  const tensor = toTensor('topk', 'x', x);
  const length = checkTopk(tensor, k, sorted);
  const data = tensor.dataSync();
  const places: number[] = [];
  const indices: number[] = [];
  for (let start = 0; start < data.length; start += length) {
    const row = Array.from({ length }, (_, i) => i);
    // NaN counts as greatest, as in argMax; a stable sort keeps equal numbers in order.
    const key = (i: number) => (Number.isNaN(data[start + i]!) ? Infinity : data[start + i]!);
    row.sort((i, j) => (key(i) === key(j) ? 0 : key(j) - key(i)));
    for (const i of row.slice(0, k)) {
      indices.push(i);
      places.push(start + i);
    }
  }
  const shape = [...tensor.shape.slice(0, -1), k];
  const chosen = gather(reshape(tensor, [tensor.size]), fromFlat('topk', places, shape, 'int32'));
  return { values: chosen, indices: fromFlat('topk', indices, shape, 'int32') };
}

function checkTopk(x: Tensor, k: unknown, sorted: unknown): number {
  if (x.rank === 0) {
    throw new ShapeError({
      operation: 'topk',
      expected: 'a tensor of rank 1 or more',
      received: `shape ${describeShape(x.shape)}`,
      hint: 'a scalar is its own greatest number',
    });
  }
  const length = x.shape[x.rank - 1]!;
  const fits = Number.isInteger(k) && (k as number) >= 0 && (k as number) <= length;
  if (fits && typeof sorted === 'boolean') return length;
  throw new ArgumentError({
    operation: 'topk',
    expected: fits ? 'sorted to be true or false' : `k in 0 … ${length}`,
    received: describe(fits ? sorted : k),
    hint: 'k counts along the last axis',
  });
}
