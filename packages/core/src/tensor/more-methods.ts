import { concat, stack } from '../ops/join.js';
import * as rare from '../ops/rare-families.js';
import { split, topk, unstack } from '../ops/split.js';
import { addMethod, addOperations } from './add-methods.js';
import type { TensorLike } from './convert.js';
import { Tensor } from './tensor.js';

/** A tensor, then one or more of them, as one list. */
function followedBy(first: Tensor, others: TensorLike | readonly Tensor[]): TensorLike[] {
  const isList = Array.isArray(others) && others.some((x) => x instanceof Tensor);
  return isList ? [first, ...others] : [first, others as TensorLike];
}

addOperations(rare);
for (const [name, join] of Object.entries({ concat, stack })) {
  addMethod(name, function (others: TensorLike | readonly Tensor[], axis?: number) {
    return join(followedBy(this, others), axis);
  });
}
for (const [name, call] of Object.entries({ split, unstack, topk })) {
  addMethod(name, function (...args: unknown[]) {
    return (call as (...all: unknown[]) => unknown)(this, ...args);
  });
}
