import { backward } from '../autodiff/backward.js';
import { describeShape } from '../errors/describe.js';
import { ShapeError } from '../errors/errors.js';
import { cast } from '../ops/cast.js';
import { where } from '../ops/comparison.js';
import * as everyday from '../ops/everyday-families.js';
import { reshape } from '../ops/movement.js';
import type { operations } from '../ops/registry.js';
import { addMethod, addOperations } from './add-methods.js';
import { checkTensor } from './check-tensor.js';
import type { TensorLike } from './convert.js';
import type { DType } from './dtype.js';
import { checkShape, sizeOf } from './shape.js';
import { filled, type Tensor } from './tensor.js';

// Needs many operations at once, so no file of operations may import this one, nor one that does.
// The types are those of all methods; what a page has of them, `lean.ts` and `index.ts` say.

type AfterFirst<T extends unknown[]> = T extends [unknown, ...infer Rest] ? Rest : never;

/** A function whose first tensor has become `this`. */
type Chained<F> = F extends { signature?: [infer In, infer Pos, infer Named] }
  ? In extends unknown[]
    ? Pos extends []
      ? (...args: AfterFirst<In>) => Tensor
      : Pos extends unknown[]
        ? {
            (...args: [...AfterFirst<In>, ...Pos]): Tensor;
            (...args: [...AfterFirst<In>, options: Named]): Tensor;
          }
        : never
    : never
  : never;

type All = typeof operations;

/** Operations whose first argument is no single tensor, or whose method takes another order. */
type Special = 'where' | 'concat' | 'stack' | 'addN';

type Methods = { readonly [K in Exclude<keyof All, Special>]: Chained<All[K]> };

/** Methods that are written out because their arguments differ from the function's. */
interface SpecialMethods {
  /** This tensor where the condition is true, `other` elsewhere. */
  where(condition: TensorLike, other: TensorLike): Tensor;
  /**
   * Computes the gradient of this scalar in every tensor with `requiresGrad` that it came from, and
   * adds it to their `grad`.
   *
   * @param cotangent what to start from; needed unless this is a scalar
   * @param options `createGraph: true` records the gradients, so they can be differentiated
   * @throws GraphError if nothing was recorded
   * @throws ShapeError if there is no cotangent and this is no scalar, or its shape is another
   */
  backward(cotangent?: TensorLike, options?: { createGraph?: boolean }): void;
  /** Puts one or more tensors after this one, along an axis (the first by default). */
  concat(others: TensorLike | readonly Tensor[], axis?: number): Tensor;
  /** Puts one or more tensors beside this one, along a new axis (the first by default). */
  stack(others: TensorLike | readonly Tensor[], axis?: number): Tensor;
  /** See the function `split`. */
  split(numOrSizeSplits: number | readonly number[], axis?: number): Tensor[];
  /** See the function `unstack`. */
  unstack(axis?: number): Tensor[];
  /** See the function `topk`. */
  topk(k?: number, sorted?: boolean): { values: Tensor; indices: Tensor };
  /** The same as type `int32`. */
  toInt(): Tensor;
  /** The same as type `float32`. */
  toFloat(): Tensor;
  /** Whether the numbers are not 0, as type `bool`. */
  toBool(): Tensor;
  /**
   * The only element, as a tensor of shape [].
   *
   * @throws ShapeError if there is not exactly one
   */
  asScalar(): Tensor;
  /** All elements in one row. */
  as1D(): Tensor;
  /** The elements in another shape of rank 2, of as many. */
  as2D(rows: number, columns: number): Tensor;
  /** The elements in another shape of rank 3, of as many. */
  as3D(rows: number, columns: number, depth: number): Tensor;
  /** The elements in another shape of rank 4, of as many. */
  as4D(rows: number, columns: number, depth: number, depth2: number): Tensor;
  /** The elements in the shape of another tensor. */
  reshapeAs(other: Tensor): Tensor;
  /** Zeros in this tensor's shape and type. */
  zerosLike(): Tensor;
  /** Ones in this tensor's shape and type. */
  onesLike(): Tensor;
  /** The same as another type. */
  asType(dtype: DType): Tensor;
}

declare module './tensor.js' {
  interface Tensor extends Methods, SpecialMethods {}
}

function reshapedTo(operation: string, x: Tensor, sizes: number[], rank: number): Tensor {
  if (sizes.length === rank && sizeOf(checkShape(operation, sizes)) === x.size) {
    return reshape(x, sizes);
  }
  throw new ShapeError({
    operation,
    expected: rank === 0 ? 'a tensor of one element' : `${rank} sizes for ${x.size} elements`,
    received: rank === 0 ? `shape ${describeShape(x.shape)}` : describeShape(sizes),
    hint: rank === 0 ? 'reduce it first, for example with mean()' : 'reshape takes any rank',
  });
}

addOperations(everyday);
// Of `x.where(condition, other)`, x is not the first input.
addMethod('where', function (condition: TensorLike, other: TensorLike) {
  return where(condition, this, other);
});
addMethod('backward', function (this: Tensor, cotangent?: TensorLike, options = {}) {
  backward(this, cotangent, options);
});
for (const [name, dtype] of [
  ['toInt', 'int32'],
  ['toFloat', 'float32'],
  ['toBool', 'bool'],
] as const) {
  addMethod(name, function (this: Tensor) {
    return cast(this, dtype);
  });
}
for (const [name, rank] of [
  ['asScalar', 0],
  ['as2D', 2],
  ['as3D', 3],
  ['as4D', 4],
] as const) {
  addMethod(name, function (this: Tensor, ...sizes: number[]) {
    return reshapedTo(name, this, sizes, rank);
  });
}
addMethod('as1D', function (this: Tensor) {
  return reshape(this, [this.size]);
});
addMethod('reshapeAs', function (this: Tensor, other: Tensor) {
  return reshape(this, checkTensor('reshapeAs', other).shape);
});
addMethod('zerosLike', function (this: Tensor) {
  return filled(this.shape, 0, this.dtype);
});
addMethod('onesLike', function (this: Tensor) {
  return filled(this.shape, 1, this.dtype);
});
addMethod('asType', function (this: Tensor, dtype: DType) {
  return cast(this, dtype);
});
