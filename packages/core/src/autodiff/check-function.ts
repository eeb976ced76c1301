import { describe } from '../errors/describe.js';
import { ArgumentError } from '../errors/errors.js';
import { Tensor } from '../tensor/tensor.js';

/** Checks that what is to be differentiated is a function. */
export function checkFunction(operation: string, f: unknown): void {
  if (typeof f === 'function') return;
  throw new ArgumentError({
    operation,
    expected: 'a function of tensors',
    received: describe(f),
    hint: `write ${operation}(x => …)`,
  });
}

/** Checks that a function that is differentiated gave a tensor. */
export function checkResult(operation: string, y: unknown): Tensor {
  if (y instanceof Tensor) return y;
  throw new ArgumentError({
    operation,
    expected: 'the function to return a tensor',
    received: describe(y),
    hint: 'item() and arraySync() leave the graph; return the tensor itself',
  });
}
