import { checkNotNegative, refuse } from '../../nn/checks.js';
import type { Logs } from '../fit/history.js';

/** Whether a lower or a higher number is better; `auto` decides by the name. */
export type Mode = 'auto' | 'min' | 'max';

/** What callbacks that watch a number have in common. */
export interface MonitorArgs {
  /** Name in the logs (default `val_loss`). */
  monitor?: string;
  /** What counts as an improvement at least (default 0). */
  minDelta?: number;
  /** Whether lower or higher is better (default by the name: accuracy and the like go up). */
  mode?: Mode;
}

/** Names of the options in `MonitorArgs`. */
export const MONITOR_OPTIONS = ['monitor', 'minDelta', 'mode'];

const GOES_UP = /acc|auc|precision|recall|r2/;

/** Watches one number of the logs. */
export class Monitor {
  readonly name: string;
  readonly #operation: string;
  readonly #minDelta: number;
  readonly #sign: 1 | -1;

  constructor(operation: string, args: MonitorArgs, minDelta = 0) {
    this.#operation = operation;
    const { monitor = 'val_loss', mode = 'auto' } = args;
    if (typeof monitor !== 'string') {
      throw refuse(operation, 'monitor to be a name', monitor, "write for example 'val_loss'");
    }
    if (!['auto', 'min', 'max'].includes(mode)) {
      throw refuse(operation, 'mode to be auto, min or max', mode, "'min' for losses");
    }
    this.name = monitor;
    this.#minDelta = checkNotNegative(operation, 'minDelta', args.minDelta ?? minDelta);
    const up = mode === 'max' || (mode === 'auto' && GOES_UP.test(monitor));
    this.#sign = up ? 1 : -1;
  }

  /** The number in these logs. @throws ArgumentError when it is not there */
  read(logs: Logs | undefined): number {
    const value = logs?.[this.name];
    if (value !== undefined) return value;
    const names = Object.keys(logs ?? {}).join(', ');
    const hint = `the logs have ${names}; val_… needs validation data`;
    throw refuse(this.#operation, 'monitor to name something in the logs', this.name, hint);
  }

  /** Whether a number is better than another by enough; anything is better than null. */
  isBetter(value: number, than: number | null): boolean {
    return than === null || this.#sign * (value - than) > this.#minDelta;
  }
}
