import {
  checkNotNegative,
  checkOptions,
  checkPositive,
  checkWhole,
  refuse,
} from '../../nn/checks.js';
import type { Logs } from '../fit/history.js';
import type { Optimizer } from '../optimizers/optimizer.js';
import { Callback } from './callback.js';
import { MONITOR_OPTIONS, Monitor, type MonitorArgs } from './monitor.js';

/** What both callbacks share: they change the optimizer's rate and report it. */
abstract class RateCallback extends Callback {
  protected get optimizer(): Optimizer {
    if (this.model !== null) return this.model.compiled('fit').optimizer;
    throw refuse('callbacks', 'a callback that fit has started', 'none', 'pass it to fit');
  }

  /** Adds the rate to the epoch's logs, and so to the history. */
  protected report(logs: Logs | undefined): void {
    if (logs !== undefined) logs.learning_rate = this.optimizer.learningRate;
  }
}

/** The rate of an epoch, from its number and the rate before. */
export type RateOfEpoch = (epoch: number, learningRate: number) => number;

/** Sets the rate at the start of each epoch; see `learningRateScheduler`. */
export class LearningRateScheduler extends RateCallback {
  readonly #rate: RateOfEpoch;

  constructor(rate: RateOfEpoch) {
    super();
    if (typeof rate !== 'function') {
      const hint = 'write (epoch, learningRate) => …';
      throw refuse('learningRateScheduler', 'a function of the epoch', rate, hint);
    }
    this.#rate = rate;
  }

  override onEpochBegin(epoch: number): void {
    const { optimizer } = this;
    const next = this.#rate(epoch, optimizer.learningRate);
    optimizer.learningRate = checkNotNegative('learningRateScheduler', 'the rate', next);
  }

  override onEpochEnd(_epoch: number, logs?: Logs): void {
    this.report(logs);
  }
}

/** Options of lowering the rate on a plateau. */
export interface ReduceLROnPlateauArgs extends MonitorArgs {
  /** What the rate is multiplied by, above 0 and below 1 (default 0.1). */
  factor?: number;
  /** Epochs without improvement before that (default 10). */
  patience?: number;
  /** Epochs after it in which nothing is counted (default 0). */
  cooldown?: number;
  /** The lowest rate (default 0). */
  minLr?: number;
}

/** Lowers the rate when a number no longer improves; see `reduceLROnPlateau`. */
export class ReduceLROnPlateau extends RateCallback {
  readonly factor: number;
  readonly patience: number;
  readonly cooldown: number;
  readonly minLr: number;
  readonly #monitor: Monitor;
  #best: number | null = null;
  #wait = 0;
  #cooling = 0;

  constructor(args: ReduceLROnPlateauArgs = {}) {
    super();
    const operation = 'reduceLROnPlateau';
    checkOptions(operation, args, [...MONITOR_OPTIONS, 'factor', 'patience', 'cooldown', 'minLr']);
    this.#monitor = new Monitor(operation, args, 1e-4);
    this.factor = checkPositive(operation, 'factor', args.factor ?? 0.1);
    if (this.factor >= 1) {
      throw refuse(operation, 'factor to be below 1', this.factor, 'it lowers the rate');
    }
    this.patience = checkWhole(operation, 'patience', args.patience ?? 10, 0);
    this.cooldown = checkWhole(operation, 'cooldown', args.cooldown ?? 0, 0);
    this.minLr = checkNotNegative(operation, 'minLr', args.minLr ?? 0);
  }

  override onTrainBegin(): void {
    this.#best = null;
    this.#wait = 0;
    this.#cooling = 0;
  }

  override onEpochEnd(_epoch: number, logs?: Logs): void {
    const value = this.#monitor.read(logs);
    this.report(logs);
    if (this.#cooling > 0) {
      this.#cooling--;
      this.#wait = 0;
    }
    if (this.#monitor.isBetter(value, this.#best)) {
      this.#best = value;
      this.#wait = 0;
    } else if (this.#cooling === 0) {
      this.#wait++;
      if (this.#wait >= this.patience) this.#lower();
    }
  }

  #lower(): void {
    const { optimizer } = this;
    if (optimizer.learningRate <= this.minLr) return;
    optimizer.learningRate = Math.max(optimizer.learningRate * this.factor, this.minLr);
    this.#cooling = this.cooldown;
    this.#wait = 0;
  }
}

/**
 * Makes a callback that sets the learning rate at the start of each epoch, and records it in the
 * history as `learning_rate`.
 *
 * @param rate - from the epoch's number and the rate before to the rate.
 * @returns the callback.
 * @throws ArgumentError when `rate` is no function, and in `fit` when it returns no rate.
 * @example
 * const halve = callbacks.learningRateScheduler((epoch, rate) => (epoch === 0 ? rate : rate / 2));
 * halve instanceof Callback; //=> true
 * @see https://keras.io/api/callbacks/learning_rate_scheduler/
 */
export const learningRateScheduler = (rate: RateOfEpoch): LearningRateScheduler =>
  new LearningRateScheduler(rate);

/**
 * Makes a callback that lowers the learning rate when a number no longer improves, and records the
 * rate in the history as `learning_rate`.
 *
 * @param args - `monitor` (`'val_loss'`), `factor` (0.1), `patience` (10), `minDelta` (0.0001),
 *   `mode`, `cooldown` (0), `minLr` (0).
 * @returns the callback.
 * @throws ArgumentError when an option is unknown or out of range, and in `fit` when the logs do
 *   not have what is to be watched.
 * @example
 * callbacks.reduceLROnPlateau({ monitor: 'loss', factor: 0.5 }).factor; //=> 0.5
 * @see https://keras.io/api/callbacks/reduce_lr_on_plateau/
 */
export const reduceLROnPlateau = (args: ReduceLROnPlateauArgs = {}): ReduceLROnPlateau =>
  new ReduceLROnPlateau(args);
