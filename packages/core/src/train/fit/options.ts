import { checkBoolean, checkOptions, checkWhole, refuse } from '../../nn/checks.js';
import type { TensorLike } from '../../tensor/convert.js';
import { checkSeed, newSeed } from '../../tensor/random.js';
import { type CallbackHandlers, type CallbackInput, readCallbacks } from '../callbacks/callback.js';

/** What `fit` needs of an AbortSignal. */
export interface Signal {
  readonly aborted: boolean;
  throwIfAborted(): void;
}

/** Options of `fit`. */
export interface FitOptions {
  /** How often to go through all samples (default 1). */
  epochs?: number;
  /** Number of the first epoch, to continue a run (default 0). */
  initialEpoch?: number;
  /** Samples per update (default 32). */
  batchSize?: number;
  /** Whether each epoch takes the samples in a new order (default true). */
  shuffle?: boolean;
  /** What the orders come from (default a new one, which the history tells). */
  seed?: number;
  /** Share of the samples, from the end, that is kept for validation (default 0). */
  validationSplit?: number;
  /** Samples and targets for validation. */
  validationData?: readonly [TensorLike, TensorLike];
  /** Samples that validation computes at a time (default `batchSize`). */
  validationBatchSize?: number;
  /** What each sample counts in the loss (default 1). */
  sampleWeight?: TensorLike;
  /** What samples count by the number of their class (default 1). */
  classWeight?: Readonly<Record<number, number>>;
  /** Functions to call on the way. */
  callbacks?: CallbackInput;
  /** Stops the run before the next batch. */
  signal?: Signal;
  /** 1 or 2 prints a line per epoch (default 0). */
  verbose?: number;
}

/** The same, checked and complete. */
export interface FitPlan {
  readonly epochs: number;
  readonly initialEpoch: number;
  readonly batchSize: number;
  readonly shuffle: boolean;
  readonly seed: number;
  readonly validationSplit: number;
  readonly validationBatchSize: number;
  readonly callbacks: CallbackHandlers[];
  readonly signal: Signal | null;
  readonly verbose: number;
}

const KNOWN = [
  'epochs',
  'initialEpoch',
  'batchSize',
  'shuffle',
  'seed',
  'validationSplit',
  'validationData',
  'validationBatchSize',
  'sampleWeight',
  'classWeight',
  'callbacks',
  'signal',
  'verbose',
];

/** Checks the options of `fit`. @throws ArgumentError for one that is unknown or out of range */
export function readFitOptions(options: FitOptions): FitPlan {
  checkOptions('fit', options, KNOWN);
  const split = options.validationSplit ?? 0;
  if (typeof split !== 'number' || !(split >= 0 && split < 1)) {
    const hint = 'it is the share of the samples that is kept apart';
    throw refuse('fit', 'validationSplit to be at least 0 and below 1', split, hint);
  }
  if (split > 0 && options.validationData !== undefined) {
    const hint = 'give one of the two';
    throw refuse('fit', 'validationSplit or validationData', 'both', hint);
  }
  const batchSize = checkWhole('fit', 'batchSize', options.batchSize ?? 32);
  const initialEpoch = checkWhole('fit', 'initialEpoch', options.initialEpoch ?? 0, 0);
  const validationBatchSize = options.validationBatchSize ?? batchSize;
  return {
    batchSize,
    initialEpoch,
    epochs: checkWhole('fit', 'epochs', options.epochs ?? 1, 0),
    shuffle: checkBoolean('fit', 'shuffle', options.shuffle ?? true),
    seed: options.seed === undefined ? newSeed() : checkSeed('fit', options.seed),
    validationSplit: split,
    validationBatchSize: checkWhole('fit', 'validationBatchSize', validationBatchSize),
    callbacks: readCallbacks(options.callbacks),
    signal: checkSignal(options.signal),
    verbose: checkWhole('fit', 'verbose', options.verbose ?? 0, 0),
  };
}

function checkSignal(signal: unknown): Signal | null {
  if (signal === undefined) return null;
  if (typeof signal === 'object' && signal !== null && 'throwIfAborted' in signal) {
    return signal as Signal;
  }
  throw refuse('fit', 'signal to be an AbortSignal', signal, 'pass controller.signal');
}
