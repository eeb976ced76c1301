import { checkOptions, checkWhole } from '../../nn/checks.js';
import type { Compiled } from '../../nn/model/compile.js';
import type { Sequential } from '../../nn/model/sequential.js';
import type { TensorLike } from '../../tensor/convert.js';
import { scalar } from '../../tensor/create.js';
import type { Tensor } from '../../tensor/tensor.js';
import { tidy } from '../../tensor/tidy.js';
import { type Data, inOrder, readData, takeBatch } from './data.js';
import type { Logs } from './history.js';
import { readSampleWeights } from './sample-weights.js';
import { testStep } from './step.js';
import { Totals } from './totals.js';

/** Options of `evaluate`. */
export interface EvaluateOptions {
  /** Samples that are computed at a time (default 32); it does not change the result. */
  batchSize?: number;
  /** What each sample counts in the loss (default 1). */
  sampleWeight?: TensorLike;
  /** Accepted as in TensorFlow.js; nothing is printed. */
  verbose?: number;
}

/**
 * Computes the loss and the metrics of a model on given data.
 *
 * @param model - compiled.
 * @param x - samples, $[n, …]$.
 * @param y - targets, $[n, …]$.
 * @param options - `batchSize`, `sampleWeight`.
 * @returns the loss as a scalar, or a list of loss and metrics, if there are any.
 * @throws ShapeError when data does not fit, ArgumentError when the model is not compiled.
 */
export function evaluate(
  model: Sequential,
  x: TensorLike,
  y: TensorLike,
  options: EvaluateOptions,
): Tensor | Tensor[] {
  checkOptions('evaluate', options, ['batchSize', 'sampleWeight', 'verbose']);
  const batchSize = checkWhole('evaluate', 'batchSize', options.batchSize ?? 32);
  const compiled = model.compiled('evaluate');
  const logs = tidy(() => {
    const data = readData('evaluate', model, x, y);
    const weights = readSampleWeights('evaluate', data, options, model.dtype);
    return evaluateData(model, compiled, { ...data, weights }, batchSize);
  });
  const results = Object.values(logs).map((value) => scalar(value, model.dtype));
  return results.length === 1 ? (results[0] as Tensor) : results;
}

/** Loss and metrics of data that was checked already. */
export function evaluateData(
  model: Sequential,
  compiled: Compiled,
  data: Data,
  batchSize: number,
): Logs {
  const count = data.x.shape[0] as number;
  const order = inOrder(count);
  const totals = new Totals(compiled);
  for (let start = 0; start < count; start += batchSize) {
    const end = Math.min(start + batchSize, count);
    totals.add(tidy(() => testStep(model, compiled, takeBatch(data, order, start, end))));
  }
  return totals.logs();
}
