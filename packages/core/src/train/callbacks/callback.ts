import { refuse } from '../../nn/checks.js';
import type { Sequential } from '../../nn/model/sequential.js';
import type { Logs } from '../fit/history.js';

/** Functions that `fit` calls on its way; each may return a promise, which is waited for. */
export interface CallbackHandlers {
  onTrainBegin?(logs?: Logs): unknown;
  onTrainEnd?(logs?: Logs): unknown;
  onEpochBegin?(epoch: number, logs?: Logs): unknown;
  /** Loss and metrics of the epoch, and of the validation data with `val_` in front. */
  onEpochEnd?(epoch: number, logs?: Logs): unknown;
  onBatchBegin?(batch: number, logs?: Logs): unknown;
  /** Loss and metrics of the epoch so far, as in Keras (TensorFlow.js: of this batch alone). */
  onBatchEnd?(batch: number, logs?: Logs): unknown;
}

/** What a callback may know about the run. */
export interface CallbackParams {
  epochs: number;
  initialEpoch: number;
  samples: number;
  steps: number;
  batchSize: number;
}

/**
 * Base class of callbacks with a state of their own: a subclass overrides what it wants to hear of.
 *
 * @example
 * class WeightTrace extends Callback {
 *   weights = [];
 *   onEpochEnd() {
 *     this.weights.push(this.model.getWeights()[0].arraySync()[0][0]);
 *   }
 * }
 * const model = sequential({ layers: [layers.dense({ units: 1, useBias: false, inputShape: [1] })] });
 * model.setWeights([[[0]]]);
 * model.compile({ optimizer: train.sgd(0.25), loss: 'meanSquaredError' });
 * const trace = new WeightTrace();
 * await model.fit([[1]], [[8]], { epochs: 3, verbose: 0, callbacks: trace });
 * trace.weights //=> [4, 6, 7]
 * @see https://keras.io/api/callbacks/base_callback/
 */
export class Callback implements CallbackHandlers {
  /** The model that is trained, once training has begun. */
  model: Sequential | null = null;
  params: CallbackParams | null = null;

  setModel(model: Sequential): void {
    this.model = model;
  }

  setParams(params: CallbackParams): void {
    this.params = params;
  }

  onTrainBegin(_logs?: Logs): unknown {
    return undefined;
  }

  onTrainEnd(_logs?: Logs): unknown {
    return undefined;
  }

  onEpochBegin(_epoch: number, _logs?: Logs): unknown {
    return undefined;
  }

  onEpochEnd(_epoch: number, _logs?: Logs): unknown {
    return undefined;
  }

  onBatchBegin(_batch: number, _logs?: Logs): unknown {
    return undefined;
  }

  onBatchEnd(_batch: number, _logs?: Logs): unknown {
    return undefined;
  }
}

/**
 * A callback made from plain functions.
 *
 * `fit` also takes the functions themselves; this exists because TensorFlow.js has it.
 *
 * @param handlers functions among `onTrainBegin`, `onEpochEnd` and the like
 * @example
 * const epochs = [];
 * const callback = new CustomCallback({ onEpochEnd: (epoch) => epochs.push(epoch) });
 * const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [1] })] });
 * model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
 * await model.fit([[1]], [[2]], { epochs: 2, verbose: 0, callbacks: callback });
 * epochs //=> [0, 1]
 * @see https://js.tensorflow.org/api/latest/#class:CustomCallback
 */
export class CustomCallback extends Callback {
  constructor(handlers: CallbackHandlers) {
    super();
    Object.assign(this, handlers);
  }
}

const EVENTS = [
  'onTrainBegin',
  'onTrainEnd',
  'onEpochBegin',
  'onEpochEnd',
  'onBatchBegin',
  'onBatchEnd',
] as const;

/** What `fit` takes as `callbacks`. */
export type CallbackInput = CallbackHandlers | readonly CallbackHandlers[];

/** All callbacks of a run, in order. @throws ArgumentError for something that is none */
export function readCallbacks(given: CallbackInput | undefined): CallbackHandlers[] {
  const list = given === undefined ? [] : Array.isArray(given) ? given : [given];
  for (const callback of list as unknown[]) {
    if (callback instanceof Callback) continue;
    checkHandlers(callback);
  }
  return list as CallbackHandlers[];
}

function checkHandlers(callback: unknown): void {
  const names = EVENTS.join(', ');
  if (typeof callback !== 'object' || callback === null) {
    throw refuse('fit', 'callbacks to be objects', callback, `with functions among ${names}`);
  }
  for (const [name, handler] of Object.entries(callback)) {
    if (!(EVENTS as readonly string[]).includes(name)) {
      throw refuse('fit', `callback functions among ${names}`, name, 'check the spelling');
    }
    if (handler !== undefined && typeof handler !== 'function') {
      throw refuse('fit', `${name} to be a function`, handler, `write ${name}: (n, logs) => …`);
    }
  }
}

/** Tells every callback, one after the other, and waits for each. */
export async function notify<E extends (typeof EVENTS)[number]>(
  callbacks: readonly CallbackHandlers[],
  event: E,
  ...args: Parameters<NonNullable<CallbackHandlers[E]>>
): Promise<void> {
  for (const callback of callbacks) {
    const handler = callback[event] as ((...given: unknown[]) => unknown) | undefined;
    const result = handler?.apply(callback, args);
    if (result instanceof Promise) await result;
  }
}
