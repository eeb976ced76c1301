import type { Values } from '../tensor/dtype.js';
import type { Shape } from '../tensor/shape.js';

/**
 * What a kernel sees of a tensor: elements in row-major order, and the shape.
 *
 * A `Tensor` is one, and so is a planned buffer of a replayed tape. Gradients are not part of it.
 */
export interface View {
  readonly values: Values;
  readonly shape: Shape;
}

/** One number in, one out, at every position. */
export type UnaryName =
  | 'neg'
  | 'abs'
  | 'sign'
  | 'square'
  | 'sqrt'
  | 'rsqrt'
  | 'reciprocal'
  | 'floor'
  | 'ceil'
  | 'round'
  | 'exp'
  | 'expm1'
  | 'log'
  | 'log1p'
  | 'sin'
  | 'cos'
  | 'tan'
  | 'asin'
  | 'acos'
  | 'atan'
  | 'sinh'
  | 'cosh'
  | 'tanh'
  | 'asinh'
  | 'acosh'
  | 'atanh'
  | 'erf'
  | 'sigmoid'
  | 'softplus'
  | 'silu'
  | 'relu'
  | 'relu6'
  | 'elu'
  | 'selu'
  | 'softsign'
  | 'step'
  | 'isNaN'
  | 'isFinite'
  | 'isInf'
  | 'logicalNot'
  | 'copy';

/** Two numbers in, one out, at every position of the broadcast shape. */
export type BinaryName =
  | 'add'
  | 'sub'
  | 'mul'
  | 'div'
  | 'pow'
  | 'maximum'
  | 'minimum'
  | 'mod'
  | 'floorDiv'
  | 'squaredDifference'
  | 'atan2'
  | 'equal'
  | 'notEqual'
  | 'greater'
  | 'greaterEqual'
  | 'less'
  | 'lessEqual'
  | 'logicalAnd'
  | 'logicalOr';

/** The listed axes become one number each. */
export type ReduceName = 'sum' | 'mean' | 'max' | 'min' | 'logSumExp' | 'all' | 'any';

/** One axis, for which the result holds a position. */
export type ArgName = 'argMax' | 'argMin';

/** Same shape in and out, but every number depends on its whole line along one axis. */
export type AlongName = 'softmax' | 'logSoftmax';

export type UnaryKernel = (x: View, out: View) => void;
export type BinaryKernel = (a: View, b: View, out: View) => void;
/** `axes` are sorted and not negative; `out` may or may not keep them with size 1. */
export type ReduceKernel = (x: View, out: View, axes: readonly number[]) => void;
export type AlongKernel = (x: View, out: View, axis: number) => void;

/** Where the window of a convolution or pooling goes; heights first, then widths. */
export interface Window {
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  /** Rows above and columns left of the image that count as padding. */
  readonly offset: readonly [number, number];
}

/** Kernels with a signature of their own. */
export interface OtherKernels {
  /** x where positive, α·x elsewhere. */
  leakyRelu(x: View, out: View, alpha: number): void;
  /** Each number held within low … high; NaN stays. */
  clip(x: View, out: View, low: number, high: number): void;
  /** `a` where the condition is not 0, `b` elsewhere; all three broadcast. */
  where(condition: View, a: View, b: View, out: View): void;
  /** Running sums along an axis, without the number itself if exclusive, from the end if reverse. */
  cumsum(x: View, out: View, axis: number, exclusive: boolean, reverse: boolean): void;
  /** Matrix products over the last two axes; leading axes broadcast. */
  matMul(a: View, b: View, out: View, transposeA: boolean, transposeB: boolean): void;
  /** Axis i of `out` is axis perm[i] of `x`. */
  transpose(x: View, out: View, perm: readonly number[]): void;
  /** Repeats axes of size 1 (and missing leading ones) up to `out`'s sizes. */
  broadcastTo(x: View, out: View): void;
  /** Copies the block of `out`'s shape that starts at `begin`. */
  slice(x: View, out: View, begin: readonly number[]): void;
  /** Fills `out` with `value` and puts `x` at `begin`; negative `begin` is not allowed. */
  pad(x: View, out: View, begin: readonly number[], value: number): void;
  /** Puts the inputs one after the other along an axis. */
  concat(inputs: readonly View[], out: View, axis: number): void;
  /** Runs backwards along the listed axes. */
  reverse(x: View, out: View, axes: readonly number[]): void;
  /** out[…, j, …] = x[…, indices[j], …] along an axis. */
  gather(x: View, indices: View, out: View, axis: number): void;
  /** out[…, indices[j], …] += x[…, j, …] along an axis, starting from 0. */
  scatterAdd(x: View, indices: View, out: View, axis: number): void;
  /** A new last axis that is `on` at the index and `off` elsewhere. */
  oneHot(indices: View, out: View, on: number, off: number): void;
  /** Images x [n, h, w, c] under filters [kh, kw, c, d]. */
  conv2d(x: View, filter: View, out: View, window: Window): void;
  /** Adjoint of conv2d for its image: dy [n, oh, ow, d] and filters give [n, h, w, c]. */
  conv2dInput(dy: View, filter: View, out: View, window: Window): void;
  /** Adjoint of conv2d for its filters: x and dy give [kh, kw, c, d]. */
  conv2dFilter(x: View, dy: View, out: View, window: Window): void;
  /** Greatest number of each window; padding does not count. */
  maxPool(x: View, out: View, window: Window): void;
  /** Adjoint of maxPool: each dy goes to the first greatest x of its window. */
  maxPoolInput(dy: View, x: View, out: View, window: Window): void;
  /** Picks from `h` what lies where x is greatest in its window. */
  maxPoolSelect(h: View, x: View, out: View, window: Window): void;
  /** Mean of each window; padding does not count. */
  avgPool(x: View, out: View, window: Window): void;
  /** Adjoint of avgPool. */
  avgPoolInput(dy: View, out: View, window: Window): void;
}

/**
 * Every kernel of the engine. A set that lacks one does not compile.
 *
 * A kernel reads its inputs, writes all of `out`, and keeps nothing. It may assume that shapes fit,
 * for the operation's shape rule has checked them. `out` never shares memory with an input.
 */
export type Kernels = Readonly<
  Record<UnaryName, UnaryKernel> &
    Record<BinaryName, BinaryKernel> &
    Record<ReduceName, ReduceKernel> &
    Record<ArgName | AlongName, AlongKernel> &
    OtherKernels
>;
