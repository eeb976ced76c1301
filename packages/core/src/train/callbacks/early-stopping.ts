import { checkBoolean, checkFinite, checkOptions, checkWhole } from '../../nn/checks.js';
import type { Tensor } from '../../tensor/tensor.js';
import type { Logs } from '../fit/history.js';
import { Callback } from './callback.js';
import { MONITOR_OPTIONS, Monitor, type MonitorArgs } from './monitor.js';

/** Options of early stopping. */
export interface EarlyStoppingArgs extends MonitorArgs {
  /** Epochs without improvement before training stops (default 0). */
  patience?: number;
  /** What must be surpassed for an epoch to count at all (default nothing). */
  baseline?: number | null;
  /** Whether the weights of the best epoch are put back at the end (default false). */
  restoreBestWeights?: boolean;
  /** Epochs at the start that are not looked at (default 0). */
  startFromEpoch?: number;
}

const OWN = ['patience', 'baseline', 'restoreBestWeights', 'startFromEpoch'];

/** Stops training when a number no longer improves; see `earlyStopping`. */
export class EarlyStopping extends Callback {
  readonly patience: number;
  readonly baseline: number | null;
  readonly restoreBestWeights: boolean;
  readonly startFromEpoch: number;
  /** The best number so far, and its epoch. */
  best: number | null = null;
  bestEpoch = 0;
  /** The epoch that was the last, or null if training ended by itself. */
  stoppedEpoch: number | null = null;
  readonly #monitor: Monitor;
  #wait = 0;
  #bestWeights: Tensor[] | null = null;

  constructor(args: EarlyStoppingArgs = {}) {
    super();
    const operation = 'earlyStopping';
    checkOptions(operation, args, [...MONITOR_OPTIONS, ...OWN]);
    this.#monitor = new Monitor(operation, args);
    this.patience = checkWhole(operation, 'patience', args.patience ?? 0, 0);
    const baseline = args.baseline ?? null;
    this.baseline = baseline === null ? null : checkFinite(operation, 'baseline', baseline);
    const restore = args.restoreBestWeights ?? false;
    this.restoreBestWeights = checkBoolean(operation, 'restoreBestWeights', restore);
    const start = args.startFromEpoch ?? 0;
    this.startFromEpoch = checkWhole(operation, 'startFromEpoch', start, 0);
  }

  override onTrainBegin(): void {
    this.best = null;
    this.bestEpoch = 0;
    this.stoppedEpoch = null;
    this.#wait = 0;
    this.#bestWeights = null;
  }

  override onEpochEnd(epoch: number, logs?: Logs): void {
    const value = this.#monitor.read(logs);
    if (epoch < this.startFromEpoch) return;
    this.#wait++;
    if (this.#monitor.isBetter(value, this.best)) {
      this.#keep(epoch, value);
      const counts = this.baseline === null || this.#monitor.isBetter(value, this.baseline);
      if (counts) this.#wait = 0;
      return;
    }
    if (this.#wait < this.patience || epoch === 0 || this.model === null) return;
    this.stoppedEpoch = epoch;
    this.model.stopTraining = true;
  }

  #keep(epoch: number, value: number): void {
    this.best = value;
    this.bestEpoch = epoch;
    if (this.restoreBestWeights) this.#bestWeights = this.model?.getWeights() ?? null;
  }

  override onTrainEnd(): void {
    if (this.#bestWeights !== null) this.model?.setWeights(this.#bestWeights);
  }
}

/**
 * Makes a callback that stops training when a number no longer improves.
 *
 * @param args - `monitor` (`'val_loss'`), `patience` in epochs (0), `minDelta` (0), `mode`,
 *   `baseline`, `restoreBestWeights` (false), `startFromEpoch` (0).
 * @returns the callback.
 * @throws ArgumentError when an option is unknown or out of range, and in `fit` when the logs do
 *   not have what is to be watched.
 * @example
 * callbacks.earlyStopping({ monitor: 'loss', patience: 3 }).patience; //=> 3
 * @see https://keras.io/api/callbacks/early_stopping/
 */
export const earlyStopping = (args: EarlyStoppingArgs = {}): EarlyStopping =>
  new EarlyStopping(args);
