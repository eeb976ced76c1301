import { type Shape, sizeOf, stridesOf } from '../../tensor/shape.js';
import type { View } from '../contract.js';

/**
 * Lists where each element of a walk lies in memory: the walk goes through `shape` row by row, and
 * a step along axis i moves `strides[i]` elements.
 *
 * Most kernels that move data are one such list: a transposed walk has its strides swapped, a
 * broadcast one has stride 0, a backward one a negative stride.
 *
 * @example
 * walk([2, 3], [1, 2], 0) //=> [0, 2, 4, 1, 3, 5]
 */
export function walk(shape: Shape, strides: readonly number[], start = 0): Int32Array {
  const places = new Int32Array(sizeOf(shape));
  if (places.length === 0) return places;
  places[0] = start;
  let filled = 1;
  // Axis by axis from the last: repeat what is there, shifted by one more stride each time.
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const block = filled;
    for (let i = 1; i < shape[axis]!; i++) {
      const shift = i * strides[axis]!;
      for (let j = 0; j < block; j++) places[filled++] = places[j]! + shift;
    }
  }
  return places;
}

/** Strides that walk a tensor of shape `from` in the larger shape it broadcasts to. */
export function broadcastStrides(from: Shape, to: Shape): number[] {
  const own = stridesOf(from);
  const missing = to.length - from.length;
  return to.map((_, i) => (i < missing || from[i - missing] === 1 ? 0 : own[i - missing]!));
}

/** out[i] = x[places[i]] */
export function take(x: View, out: View, places: Int32Array): void {
  const from = x.values;
  const to = out.values;
  for (let i = 0; i < places.length; i++) to[i] = from[places[i]!]!;
}
