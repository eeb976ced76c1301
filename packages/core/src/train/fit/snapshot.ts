import type { Sequential } from '../../nn/model/sequential.js';
import type { Tensor } from '../../tensor/tensor.js';
import type { OptimizerState } from '../optimizers/optimizer.js';

/** Where training stands: give it back, and training goes on as if nothing had happened. */
export interface Snapshot {
  /** In the order of `getWeights`. */
  readonly weights: readonly Tensor[];
  /** Count of updates, rate and slots; null for a model that is not compiled. */
  readonly optimizer: OptimizerState | null;
}

/**
 * Copies weights and optimizer state of a model.
 *
 * @param model - built.
 * @returns copies that later training does not change.
 * @example
 * const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [1] })] });
 * takeSnapshot(model).weights.length; //=> 2
 */
export const takeSnapshot = (model: Sequential): Snapshot => ({
  weights: model.getWeights(),
  optimizer: model.optimizer?.getState() ?? null,
});

/**
 * Puts a model back to where it was.
 *
 * @param model - of the same layers, compiled with the same kind of optimizer.
 * @param snapshot - what `takeSnapshot` returned.
 * @throws ArgumentError when the numbers of weights or slots differ, ShapeError when a shape does.
 * @example
 * const model = sequential({ layers: [layers.dense({ units: 1, useBias: false, inputShape: [1] })] });
 * model.setWeights([[[2]]]);
 * const snapshot = takeSnapshot(model);
 * model.setWeights([[[5]]]);
 * restoreSnapshot(model, snapshot);
 * model.getWeights()[0].arraySync() //=> [[2]]
 */
export function restoreSnapshot(model: Sequential, snapshot: Snapshot): void {
  const { weights, optimizer } = snapshot;
  if (optimizer !== null) {
    const own = model.compiled('restoreSnapshot').optimizer;
    if (optimizer.slots.length > 0) own.build(model.trainableWeights);
    own.setState({ ...optimizer, slots: optimizer.slots.map(({ value }) => value) });
  }
  model.setWeights(weights);
}
