import { describeShape } from '../../errors/describe.js';
import { ShapeError } from '../../errors/errors.js';
import { checkNotNegative, refuse } from '../../nn/checks.js';
import { fromFlat, type TensorLike, toTensor } from '../../tensor/convert.js';
import type { DType } from '../../tensor/dtype.js';
import type { Tensor } from '../../tensor/tensor.js';

/** What samples count, one by one or class by class. */
export interface WeightOptions {
  sampleWeight?: TensorLike;
  classWeight?: Readonly<Record<number, number>>;
}

/**
 * What each sample counts in the loss, or null if all count 1.
 *
 * @throws ShapeError unless there is one weight per sample, ArgumentError for negative weights
 */
export function readSampleWeights(
  operation: string,
  { x, y }: { x: Tensor; y: Tensor },
  { sampleWeight, classWeight }: WeightOptions,
  dtype: DType,
): Tensor | null {
  if (sampleWeight === undefined && classWeight === undefined) return null;
  const count = x.shape[0] as number;
  const own = sampleWeight === undefined ? null : checkOwn(operation, sampleWeight, count, dtype);
  if (classWeight === undefined) return own;
  const classes = classOfEach(operation, y);
  const weights = Array.from(classes, (number, i) => {
    const weight = classWeight[number] ?? 1;
    checkNotNegative(operation, `classWeight[${number}]`, weight);
    return weight * (own === null ? 1 : (own.dataSync()[i] as number));
  });
  return fromFlat(operation, weights, [count], dtype);
}

function checkOwn(operation: string, given: TensorLike, count: number, dtype: DType): Tensor {
  const weights = toTensor(operation, 'sampleWeight', given, dtype).cast(dtype);
  if (weights.rank !== 1 || weights.shape[0] !== count) {
    throw new ShapeError({
      operation,
      expected: `sampleWeight of shape [${count}], one per sample`,
      received: describeShape(weights.shape),
      hint: 'give one number per sample',
    });
  }
  weights.dataSync().forEach((weight, i) => {
    checkNotNegative(operation, `sampleWeight[${i}]`, weight);
  });
  return weights;
}

/** Class numbers, from class numbers or one-hot rows. */
function classOfEach(operation: string, y: Tensor): number[] {
  const count = y.shape[0] as number;
  const width = y.size / count;
  if (y.rank > 2) {
    throw refuse(operation, 'y of rank 1 or 2 with classWeight', y, 'use sampleWeight instead');
  }
  const numbers = y.dataSync();
  return Array.from({ length: count }, (_, row) => {
    const values = numbers.slice(row * width, (row + 1) * width);
    return width === 1 ? (values[0] as number) : values.indexOf(Math.max(...values));
  });
}
