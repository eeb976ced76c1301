import { describe, describeShape } from '../errors/describe.js';
import { ArgumentError, ResourceError, ShapeError } from '../errors/errors.js';

/** Sizes along each axis, outermost first. A scalar's is `[]`. */
export type Shape = readonly number[];

/** The most elements one tensor may have; beyond it indices no longer fit 32 bits. */
export const MAX_SIZE = 2 ** 31 - 1;

/**
 * Number of elements of a tensor of this shape.
 *
 * @example
 * sizeOf([2, 3]) //=> 6
 * sizeOf([]) //=> 1
 */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (const length of shape) size *= length;
  return size;
}

/**
 * Checks that a value can be a shape.
 *
 * @param operation name for the error
 * @param shape what the caller gave
 * @returns a copy, so that later changes to the caller's array do no harm
 * @throws ShapeError if it is not an array of whole numbers, none negative
 * @throws ResourceError if it asks for more than 2³¹ − 1 elements
 */
export function checkShape(operation: string, shape: unknown): Shape {
  const list = typeof shape === 'number' ? [shape] : shape;
  if (!Array.isArray(list) || !list.every((n) => Number.isInteger(n) && n >= 0)) {
    throw new ShapeError({
      operation,
      expected: 'a shape of whole numbers, none negative',
      received: describe(shape),
      hint: 'write for example [2, 3]',
    });
  }
  if (sizeOf(list) > MAX_SIZE) {
    throw new ResourceError({
      operation,
      expected: `at most ${MAX_SIZE} elements`,
      received: `shape ${describeShape(list)}`,
      hint: 'use smaller batches',
    });
  }
  return [...list];
}

/** Whether two shapes have the same rank and sizes. */
export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/**
 * The shape in which two shapes meet, by NumPy's rule: align them at the last axis; sizes must
 * be equal, or one of them 1 (or missing).
 *
 * @throws ShapeError if a pair of sizes differs and neither is 1
 * @example
 * broadcastShapes('add', [3, 1], [4]) //=> [3, 4]
 * @see https://numpy.org/doc/stable/user/basics.broadcasting.html
 */
export function broadcastShapes(operation: string, a: Shape, b: Shape): Shape {
  if (b.length === 0 || sameShape(a, b)) return a;
  const rank = Math.max(a.length, b.length);
  const shape = new Array<number>(rank);
  for (let i = 1; i <= rank; i++) {
    // Places before the first are slow to look at.
    const m = i > a.length ? 1 : a[a.length - i]!;
    const n = i > b.length ? 1 : b[b.length - i]!;
    if (m !== n && m !== 1 && n !== 1) {
      throw new ShapeError({
        operation,
        expected: 'shapes that broadcast (sizes equal or 1, aligned at the last axis)',
        received: `${describeShape(a)} and ${describeShape(b)}`,
        hint: `axis -${i} has sizes ${m} and ${n}; reshape or transpose one input`,
      });
    }
    shape[rank - i] = m === 1 ? n : m;
  }
  return shape;
}

/** Steps in memory for one step along each axis, row-major. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    strides[i] = step;
    step *= shape[i]!;
  }
  return strides;
}

/**
 * Turns a possibly negative axis into one in `0 … rank − 1`.
 *
 * @throws ArgumentError if it is not a whole number in `−rank … rank − 1`
 * @example
 * checkAxis('sum', -1, 3) //=> 2
 */
export function checkAxis(operation: string, axis: unknown, rank: number): number {
  if (Number.isInteger(axis) && (axis as number) >= -rank && (axis as number) < rank) {
    return (axis as number) < 0 ? (axis as number) + rank : (axis as number);
  }
  throw new ArgumentError({
    operation,
    expected: rank === 0 ? 'no axis, for a scalar has none' : `axis in ${-rank} … ${rank - 1}`,
    received: describe(axis),
    hint: 'negative axes count from the last',
  });
}

/**
 * Turns one axis, a list of axes or null (all of them) into a sorted list without negatives.
 *
 * @throws ArgumentError if an axis is out of range or named twice
 * @example
 * checkAxes('sum', [-1, 0], 3) //=> [0, 2]
 * checkAxes('sum', null, 2) //=> [0, 1]
 */
export function checkAxes(operation: string, axis: unknown, rank: number): number[] {
  if (axis === null || axis === undefined) {
    const all: number[] = [];
    for (let i = 0; i < rank; i++) all.push(i);
    return all;
  }
  if (!Array.isArray(axis)) return [checkAxis(operation, axis, rank)];
  const axes = axis.map((a) => checkAxis(operation, a, rank)).sort((a, b) => a - b);
  if (new Set(axes).size < axes.length) {
    throw new ArgumentError({
      operation,
      expected: 'each axis once',
      received: describe(axis),
      hint: 'negative axes count from the last, so -1 may name an axis already listed',
    });
  }
  return axes;
}
