import { refuse } from '../../nn/checks.js';
import type { Sequential } from '../../nn/model/sequential.js';
import type { TensorLike } from '../../tensor/convert.js';
import { type Data, inOrder, readData, takeBatch } from './data.js';
import type { FitOptions, FitPlan } from './options.js';
import { readSampleWeights } from './sample-weights.js';

/** What is trained on, and what is only looked at. */
export interface FitData {
  readonly training: Data;
  readonly validation: Data | null;
}

/**
 * Reads the data of a run; a validation split takes the last samples, before any shuffling.
 *
 * @throws ShapeError when data does not fit, ArgumentError when a split leaves one side empty
 */
export function readFitData(
  model: Sequential,
  x: TensorLike,
  y: TensorLike,
  options: FitOptions,
  { validationSplit }: FitPlan,
): FitData {
  const read = readData('fit', model, x, y);
  const data = { ...read, weights: readSampleWeights('fit', read, options, model.dtype) };
  if (validationSplit > 0) return splitOff(data, validationSplit);
  const given = options.validationData;
  if (given === undefined) return { training: data, validation: null };
  if (!Array.isArray(given) || given.length !== 2) {
    throw refuse('fit', 'validationData to be [x, y]', given, 'put both in square brackets');
  }
  const [validationX, validationY] = given as [TensorLike, TensorLike];
  const validation = readData('fit', model, validationX, validationY);
  return { training: data, validation: { ...validation, weights: null } };
}

function splitOff(data: Data, share: number): FitData {
  const count = data.x.shape[0] as number;
  const at = Math.floor(count * (1 - share));
  if (at === 0 || at === count) {
    const hint = 'give more samples, or validationData';
    throw refuse('fit', `validationSplit to leave samples on both sides of ${count}`, share, hint);
  }
  const order = inOrder(count);
  return { training: takeBatch(data, order, 0, at), validation: takeBatch(data, order, at, count) };
}

/** Disposes what was made for a run, which is all that the caller did not give as tensors. */
export function disposeData({ training, validation }: FitData, given: readonly unknown[]): void {
  for (const { x, y, weights } of validation === null ? [training] : [training, validation]) {
    for (const tensor of [x, y, weights]) {
      if (tensor !== null && !given.includes(tensor)) tensor.dispose();
    }
  }
}
