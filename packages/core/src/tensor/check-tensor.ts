import { describe } from '../errors/describe.js';
import { ArgumentError } from '../errors/errors.js';
import { Tensor } from './tensor.js';

/** Refuses what is no tensor, where numbers and arrays would make no sense. */
export function checkTensor(operation: string, value: unknown): Tensor {
  if (value instanceof Tensor) return value;
  throw new ArgumentError({
    operation,
    expected: 'a tensor',
    received: describe(value),
    hint: 'make one with tensor(…)',
  });
}
