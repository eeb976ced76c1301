import { checkBoolean, checkOptions, refuse } from '../../nn/checks.js';
import type { Logs } from '../fit/history.js';
import { type Snapshot, takeSnapshot } from '../fit/snapshot.js';
import { Callback } from './callback.js';
import { MONITOR_OPTIONS, Monitor, type MonitorArgs } from './monitor.js';

/** Options of a checkpoint. */
export interface ModelCheckpointArgs extends MonitorArgs {
  /** Takes what is to be kept; a promise is waited for. */
  save: (snapshot: Snapshot, epoch: number, logs: Logs) => unknown;
  /** Whether only epochs are saved that are the best so far (default false). */
  saveBestOnly?: boolean;
}

/** Saves weights and optimizer state after epochs; see `modelCheckpoint`. */
export class ModelCheckpoint extends Callback {
  readonly saveBestOnly: boolean;
  readonly #save: ModelCheckpointArgs['save'];
  readonly #monitor: Monitor;
  #best: number | null = null;

  constructor(args: ModelCheckpointArgs) {
    super();
    const operation = 'modelCheckpoint';
    checkOptions(operation, args, [...MONITOR_OPTIONS, 'save', 'saveBestOnly']);
    if (typeof args.save !== 'function') {
      const hint = 'write save: (snapshot, epoch) => …';
      throw refuse(operation, 'save to be a function', args.save, hint);
    }
    this.#save = args.save;
    this.saveBestOnly = checkBoolean(operation, 'saveBestOnly', args.saveBestOnly ?? false);
    this.#monitor = new Monitor(operation, args);
  }

  override onTrainBegin(): void {
    this.#best = null;
  }

  override onEpochEnd(epoch: number, logs: Logs = {}): unknown {
    if (this.model === null) return undefined;
    if (this.saveBestOnly) {
      const value = this.#monitor.read(logs);
      if (!this.#monitor.isBetter(value, this.#best)) return undefined;
      this.#best = value;
    }
    return this.#save(takeSnapshot(this.model), epoch, logs);
  }
}

/**
 * Makes a callback that saves weights and optimizer state after each epoch, or after each that is
 * the best so far. Where to is up to `save`: a page has no files.
 *
 * @param args - `save(snapshot, epoch, logs)`; `saveBestOnly` (false), `monitor` (`'val_loss'`),
 *   `minDelta`, `mode`.
 * @returns the callback.
 * @throws ArgumentError when an option is missing, unknown or out of range.
 * @example
 * let last = null;
 * const checkpoint = callbacks.modelCheckpoint({ save: (snapshot) => { last = snapshot; } });
 * checkpoint.saveBestOnly; //=> false
 * @see https://keras.io/api/callbacks/model_checkpoint/
 */
export const modelCheckpoint = (args: ModelCheckpointArgs): ModelCheckpoint =>
  new ModelCheckpoint(args);
