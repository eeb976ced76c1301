import { checkNotNegative, refuse } from '../../nn/checks.js';
import type { LearningRateSchedule } from '../schedules.js';

/** What may stand first in `train.adam(…)` and the like: a rate, a schedule, or all options. */
export type First<Options> = number | LearningRateSchedule | Options | undefined;

/** Whether a value is a learning rate schedule. */
export const isSchedule = (value: unknown): value is LearningRateSchedule =>
  typeof value === 'object' && value !== null && 'at' in value && typeof value.at === 'function';

/**
 * Joins TensorFlow.js's positional arguments with options given as an object.
 *
 * Arguments that were left out (undefined or null) fall back to the rule's defaults.
 */
export function firstArgument<Options extends object>(
  first: First<Options>,
  positional: Record<string, unknown>,
  options: Options,
): Options {
  const given = Object.entries(positional).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  const head =
    typeof first === 'object' && first !== null && !isSchedule(first)
      ? first
      : { ...(first === undefined ? {} : { learningRate: first }) };
  return { ...options, ...Object.fromEntries(given), ...head } as Options;
}

/** Checks a step size or schedule. @throws ArgumentError for anything else */
export function checkRate(operation: string, rate: unknown): number | LearningRateSchedule {
  if (isSchedule(rate)) return rate;
  if (typeof rate === 'number') return checkNotNegative(operation, 'learningRate', rate);
  const hint = 'write for example 0.01 or train.schedules.cosineDecay({ … })';
  throw refuse(operation, 'learningRate to be a number or a schedule', rate, hint);
}

/** A rate as Keras's configuration has it. */
export const rateConfig = (rate: number | LearningRateSchedule): unknown =>
  isSchedule(rate)
    ? {
        module: 'keras.optimizers.schedules',
        class_name: rate.className,
        config: rate.getConfig(),
        registered_name: null,
      }
    : rate;
