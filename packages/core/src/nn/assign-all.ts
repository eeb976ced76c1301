import { describeShape } from '../errors/describe.js';
import { ShapeError } from '../errors/errors.js';
import { type TensorLike, toTensor } from '../tensor/convert.js';
import { sameShape } from '../tensor/shape.js';
import type { Tensor } from '../tensor/tensor.js';
import type { Variable } from '../tensor/variable.js';
import { refuse } from './checks.js';
import { inDtype } from './in-dtype.js';

/** Gives weights new values, all of them or, when something does not fit, none. */
export function assignAll(
  operation: string,
  owner: string,
  weights: readonly Variable[],
  values: readonly TensorLike[],
): void {
  if (!Array.isArray(values) || values.length !== weights.length) {
    const received = Array.isArray(values) ? values.length : values;
    const hint = 'give them in the order in which they are listed';
    throw refuse(operation, `${weights.length} weights for ${owner}`, received, hint);
  }
  const tensors = weights.map((weight, i) => {
    const given = toTensor(operation, `weight ${i}`, values[i], weight.dtype);
    const value = inDtype(given, weight.dtype);
    if (sameShape(value.shape, weight.shape)) return value;
    throw new ShapeError({
      operation,
      expected: `${weight.name} of ${owner} with shape ${describeShape(weight.shape)}`,
      received: describeShape(value.shape),
      hint: 'give them in the order in which they are listed',
    });
  });
  weights.forEach((weight, i) => {
    weight.assign(tensors[i] as Tensor);
  });
}
