import { describeShape } from '../../errors/describe.js';
import { ArgumentError, ShapeError } from '../../errors/errors.js';
import { writeShape } from '../../nn/layers/layer.js';
import type { Sequential } from '../../nn/model/sequential.js';
import { currentTrace } from '../../tape/trace.js';
import { type TensorLike, toTensor } from '../../tensor/convert.js';
import { isFloat, newValues } from '../../tensor/dtype.js';
import { Tensor } from '../../tensor/tensor.js';

/** Samples and their targets, along the first axis of each. */
export interface Data {
  readonly x: Tensor;
  readonly y: Tensor;
  /** What each sample counts in the loss; null for 1. */
  readonly weights: Tensor | null;
}

/**
 * Turns what a caller gave into tensors, and builds the model if that waits for data.
 *
 * @throws ShapeError when samples do not fit the model or the targets
 * @throws ArgumentError for no samples, or numbers that are not finite
 */
export function readData(
  operation: string,
  model: Sequential,
  x: TensorLike,
  y: TensorLike,
): { x: Tensor; y: Tensor } {
  const inputs = readInputs(operation, model, x);
  const targets = toTensor(operation, 'y', y, Array.isArray(y) ? model.dtype : undefined);
  checkFiniteValues(operation, 'y', targets);
  if (targets.rank > 0 && targets.shape[0] === inputs.shape[0]) return { x: inputs, y: targets };
  throw new ShapeError({
    operation,
    expected: `one target for each of ${inputs.shape[0]} samples`,
    received: `y of shape ${describeShape(targets.shape)}`,
    hint: 'x and y have the same size along their first axis',
  });
}

/** Turns samples into a tensor that fits the model. */
export function readInputs(operation: string, model: Sequential, x: TensorLike): Tensor {
  const inputs = toTensor(operation, 'x', x, Array.isArray(x) ? model.inputDtype : undefined);
  if (inputs.rank === 0 || inputs.shape[0] === 0) {
    throw new ShapeError({
      operation,
      expected: 'at least one sample along the first axis of x',
      received: `shape ${describeShape(inputs.shape)}`,
      hint: 'write one sample as [[1, 2]]',
    });
  }
  checkFiniteValues(operation, 'x', inputs);
  if (!model.built) model.build([null, ...inputs.shape.slice(1)]);
  const wanted = model.inputShape;
  const fits =
    wanted.length === inputs.rank &&
    wanted.every((size, i) => i === 0 || size === null || size === inputs.shape[i]);
  if (fits) return inputs;
  throw new ShapeError({
    operation,
    expected: `x of shape ${writeShape(wanted)}, as ${model.name} takes it`,
    received: describeShape(inputs.shape),
    hint: 'null stands for any number of samples',
  });
}

function checkFiniteValues(operation: string, name: string, tensor: Tensor): void {
  if (!isFloat(tensor.dtype)) return;
  currentTrace()?.read(tensor);
  const at = tensor.values.findIndex((value) => !Number.isFinite(value));
  if (at === -1) return;
  throw new ArgumentError({
    operation,
    expected: `${name} to hold finite numbers`,
    received: `${tensor.values[at]} at ${describeShape(indexOf(at, tensor.shape))}`,
    hint: 'replace missing values before training',
  });
}

/** Where an element lies, from its place in row-major order. */
export function indexOf(place: number, shape: readonly number[]): number[] {
  let rest = place;
  const index: number[] = [];
  for (const size of [...shape].reverse()) {
    index.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return index;
}

/** The samples whose numbers stand in `order` from `start` to before `end`. */
export function takeRows(
  tensor: Tensor,
  order: ArrayLike<number>,
  start: number,
  end: number,
): Tensor {
  const rowSize = tensor.size / (tensor.shape[0] as number);
  const values = newValues(tensor.dtype, rowSize * (end - start));
  currentTrace()?.read(tensor);
  const source = tensor.values;
  for (let row = start; row < end; row++) {
    const from = (order[row] as number) * rowSize;
    values.set(source.subarray(from, from + rowSize), (row - start) * rowSize);
  }
  return new Tensor(values, [end - start, ...tensor.shape.slice(1)], tensor.dtype);
}

/** A batch of samples, by their numbers. */
export const takeBatch = (
  data: Data,
  order: ArrayLike<number>,
  start: number,
  end: number,
): Data => ({
  x: takeRows(data.x, order, start, end),
  y: takeRows(data.y, order, start, end),
  weights: data.weights === null ? null : takeRows(data.weights, order, start, end),
});

/** 0, 1, 2, … */
export const inOrder = (count: number): Int32Array =>
  Int32Array.from({ length: count }, (_, i) => i);
