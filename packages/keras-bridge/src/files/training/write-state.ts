import type { NewDataset } from '../hdf5/write-hdf5.js';
import type { FileOptimizer, FileOptimizerState, FileTensor, ModelFile } from '../model-file.js';
import { trainableWeights } from '../model-file.js';
import { initialSlotValue, slotOrder } from './optimizers.js';
import { rateAt } from './schedules.js';

/** A variable of the optimizer: which slot of which weight, or one of those that come first. */
export interface StateVariable {
  slot: 'iteration' | 'learning_rate' | (string & {});
  /** Index among the trainable weights. */
  variable?: number;
  dataset: NewDataset;
}

/**
 * The optimizer's variables in Keras's order. A model that was compiled but never trained gets the
 * state before the first step, so that Python need not warn about a missing one.
 */
export function writeState({ compile, optimizerState, layers }: ModelFile): StateVariable[] {
  if (compile === null) return [];
  const { optimizer } = compile;
  const weights = trainableWeights(layers);
  const state = optimizerState ?? freshState(optimizer, weights);
  const tensors = new Map(state.slots.map(({ name, tensors: slot }) => [name, slot]));
  const order = slotOrder(optimizer.className, optimizer.config, weights.length);
  return [
    // int32, because an int64 does not load into every back end of Keras.
    { slot: 'iteration', dataset: { shape: [], values: Int32Array.of(state.iteration) } },
    ...(optimizer.schedule === undefined ? [rateVariable(state.learningRate)] : []),
    ...order.map(({ slot, variable }) => ({
      slot,
      variable,
      dataset: toDataset(tensors.get(slot)?.[variable] ?? filled(weights[variable]!, optimizer)),
    })),
  ];
}

/** Keras keeps no such variable where a schedule gives the rate. */
const rateVariable = (rate: number): StateVariable => ({
  slot: 'learning_rate',
  dataset: { shape: [], values: Float32Array.of(rate) },
});

function freshState(optimizer: FileOptimizer, weights: readonly FileTensor[]): FileOptimizerState {
  const names = slotOrder(optimizer.className, optimizer.config, 1).map(({ slot }) => slot);
  const slots = names.map((name) => ({
    name,
    tensors: weights.map((weight) => filled(weight, optimizer)),
  }));
  return { iteration: 0, learningRate: rateAt(optimizer, 0), slots };
}

function filled({ name, shape, values }: FileTensor, optimizer: FileOptimizer): FileTensor {
  const zeros = new Float32Array(values.length).fill(initialSlotValue(optimizer));
  return { name, shape, values: zeros };
}

/** A tensor as Keras stores it, in float32. */
export function toDataset({ shape, values }: FileTensor): NewDataset {
  return { shape, values: values instanceof Float32Array ? values : Float32Array.from(values) };
}
