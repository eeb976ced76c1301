import { ArgumentError, ShapeError } from '../errors/errors.js';
import type { BinaryName, Kernels, UnaryName, View } from '../kernels/contract.js';
import { broadcastShapes, type Shape } from '../tensor/shape.js';
import type { Accepts, DeclaredError } from './define.js';

/**
 * What every operation on single numbers has in common: one input, the same shape out, and a
 * kernel of the operation's own name.
 */
export function onEach<N extends UnaryName>(name: N, accepts: Accepts = 'float') {
  return {
    name,
    accepts,
    inputs: ['x'] as const,
    options: {},
    pointwise: true,
    shape: ([x]: readonly [View]): Shape => x.shape,
    forward: (kernels: Kernels, [x]: readonly [View], out: View) => kernels[name](x, out),
  };
}

/**
 * What every operation on pairs of numbers has in common: two inputs that broadcast, and a kernel
 * of the operation's own name.
 */
export function onPairs<N extends BinaryName>(name: N, accepts: Accepts = 'numeric') {
  return {
    name,
    accepts,
    inputs: ['a', 'b'] as const,
    options: {},
    broadcasts: true,
    pointwise: true,
    shape: ([a, b]: readonly [View, View]): Shape => broadcastShapes(name, a.shape, b.shape),
    forward: (kernels: Kernels, [a, b]: readonly [View, View], out: View) =>
      kernels[name](a, b, out),
  };
}

/** What an operation on each number must refuse. */
export const EACH_ERRORS: readonly DeclaredError[] = [{ inputs: ['text'], error: ArgumentError }];

/** What an operation on each pair must refuse. */
export const PAIR_ERRORS: readonly DeclaredError[] = [
  {
    inputs: [
      [1, 2],
      [1, 2, 3],
    ],
    error: ShapeError,
  },
  { inputs: [[1, 2], null], error: ArgumentError },
];
