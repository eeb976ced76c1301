import type { Sequential } from '../../nn/model/sequential.js';
import type { TensorLike } from '../../tensor/convert.js';
import { tidy } from '../../tensor/tidy.js';
import { readData } from './data.js';
import { repeatedTrainStep, testStep } from './step.js';
import { type BatchResult, Totals } from './totals.js';

/**
 * Makes one update from one batch.
 *
 * @param model - compiled.
 * @param x - samples, $[n, …]$.
 * @param y - targets, $[n, …]$.
 * @returns the loss before the update, or a list of loss and metrics, if there are any.
 * @throws ShapeError when data does not fit, ArgumentError when the model is not compiled.
 */
export function trainOnBatch(model: Sequential, x: TensorLike, y: TensorLike): number | number[] {
  const compiled = model.compiled('trainOnBatch');
  const step = (): BatchResult => {
    const data = readData('trainOnBatch', model, x, y);
    return repeatedTrainStep(model, compiled)({ ...data, weights: null });
  };
  return numbers(model, tidy(step));
}

/**
 * Computes loss and metrics of one batch, with nothing changed.
 *
 * @param model - compiled.
 * @param x - samples, $[n, …]$.
 * @param y - targets, $[n, …]$.
 * @returns the loss, or a list of loss and metrics, if there are any.
 * @throws ShapeError when data does not fit, ArgumentError when the model is not compiled.
 */
export function testOnBatch(model: Sequential, x: TensorLike, y: TensorLike): number | number[] {
  const compiled = model.compiled('testOnBatch');
  const step = (): BatchResult => {
    const data = readData('testOnBatch', model, x, y);
    return testStep(model, compiled, { ...data, weights: null });
  };
  return numbers(model, tidy(step));
}

function numbers(model: Sequential, result: BatchResult): number | number[] {
  const totals = new Totals(model.compiled('fit'));
  totals.add(result);
  const values = Object.values(totals.logs());
  return values.length === 1 ? (values[0] as number) : values;
}
