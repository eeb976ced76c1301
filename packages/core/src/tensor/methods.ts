import { backward } from '../autodiff/backward.js';
import { operations } from '../ops/registry.js';
import { split, topk, unstack } from '../ops/split.js';
import type { TensorLike } from './convert.js';
import type { DType } from './dtype.js';
import { Tensor } from './tensor.js';

// Needs every operation at once, so no file of operations may import this one, nor one that does.

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
type Special = 'where' | 'concat' | 'stack';

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
  /** The same as another type. */
  asType(dtype: DType): Tensor;
}

declare module './tensor.js' {
  interface Tensor extends Methods, SpecialMethods {}
}

type Loose = (...args: unknown[]) => Tensor;

function attach(name: string, method: (this: Tensor, ...args: never[]) => unknown): void {
  Object.defineProperty(Tensor.prototype, name, {
    value: method,
    writable: true,
    configurable: true,
  });
}

for (const [name, operation] of Object.entries(operations)) {
  const call = operation as unknown as Loose;
  attach(name, function (this: Tensor, ...args: unknown[]) {
    return call(this, ...args);
  });
}
attach('where', function (this: Tensor, condition: TensorLike, other: TensorLike) {
  return operations.where(condition, this, other);
});
/** tensor, then more of them, as one list. */
function followedBy(first: Tensor, others: unknown): TensorLike[] {
  const isList = Array.isArray(others) && others.some((x) => x instanceof Tensor);
  return isList ? [first, ...others] : [first, others as TensorLike];
}

for (const name of ['concat', 'stack'] as const) {
  attach(name, function (this: Tensor, others: unknown, axis?: number) {
    return operations[name](followedBy(this, others), axis);
  });
}
for (const [name, call] of Object.entries({ split, unstack, topk })) {
  attach(name, function (this: Tensor, ...args: unknown[]) {
    return (call as (...all: unknown[]) => unknown)(this, ...args);
  });
}
attach('backward', function (this: Tensor, cotangent?: TensorLike, options = {}) {
  backward(this, cotangent, options);
});
attach('toInt', function (this: Tensor) {
  return operations.cast(this, 'int32');
});
attach('toFloat', function (this: Tensor) {
  return operations.cast(this, 'float32');
});
attach('asType', function (this: Tensor, dtype: DType) {
  return operations.cast(this, dtype);
});
