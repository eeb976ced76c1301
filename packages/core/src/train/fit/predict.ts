import { noGrad } from '../../autodiff/recording.js';
import { checkOptions, checkWhole } from '../../nn/checks.js';
import type { Sequential } from '../../nn/model/sequential.js';
import { currentTrace } from '../../tape/trace.js';
import type { TensorLike } from '../../tensor/convert.js';
import { newValues } from '../../tensor/dtype.js';
import { Tensor } from '../../tensor/tensor.js';
import { tidy } from '../../tensor/tidy.js';
import { inOrder, readInputs, takeRows } from './data.js';

/** Options of `predict`. */
export interface PredictOptions {
  /** Samples that are computed at a time (default 32); it does not change the result. */
  batchSize?: number;
  /** Accepted as in TensorFlow.js; nothing is printed. */
  verbose?: boolean | number;
}

/**
 * Computes a model's outputs, without recording and without dropout.
 *
 * @param model - needs not be compiled.
 * @param x - samples, $[n, …]$.
 * @param options - `batchSize`.
 * @returns one output per sample, $[n, …]$.
 * @throws ShapeError when the samples do not fit.
 */
export function predict(model: Sequential, x: TensorLike, options: PredictOptions): Tensor {
  checkOptions('predict', options, ['batchSize', 'verbose']);
  const batchSize = checkWhole('predict', 'batchSize', options.batchSize ?? 32);
  return tidy(() => {
    const inputs = readInputs('predict', model, x);
    const count = inputs.shape[0] as number;
    const order = inOrder(count);
    const parts: Tensor[] = [];
    for (let start = 0; start < count; start += batchSize) {
      const end = Math.min(start + batchSize, count);
      parts.push(noGrad(() => tidy(() => forwardRows(model, inputs, order, start, end))));
    }
    return joinRows(parts, count);
  });
}

const forwardRows = (model: Sequential, x: Tensor, order: Int32Array, start: number, end: number) =>
  model.forward(takeRows(x, order, start, end), { training: false, updates: [] });

function joinRows(parts: readonly Tensor[], count: number): Tensor {
  const [first] = parts as [Tensor];
  const rowSize = first.size / (first.shape[0] as number);
  const values = newValues(first.dtype, rowSize * count);
  let at = 0;
  for (const part of parts) {
    currentTrace()?.read(part);
    values.set(part.values, at);
    at += part.size;
  }
  return new Tensor(values, [count, ...first.shape.slice(1)], first.dtype);
}
