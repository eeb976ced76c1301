import { isObject, type Json, type JsonObject } from '../json/read-json.js';
import type { FileCompile, FileOptimizer, OptimizerClass } from '../model-file.js';
import { readLoss, toSnake } from './losses.js';
import { readMetrics } from './metrics.js';
import { isOptimizerClass, OPTIMIZERS, possibleSetting, SHARED } from './optimizers.js';
import { readSchedule } from './schedules.js';

/**
 * Reads what `compile` was told. Training settings that are not understood do not stop a model from
 * loading: a note says what was left out.
 *
 * @param config Keras 3's compile_config, or training_config of `.h5` and TensorFlow.js
 * @param notes sentences are added here
 * @returns null when there is nothing to train with
 */
export function readCompile(config: Json | undefined, notes: string[]): FileCompile | null {
  if (!isObject(config)) return null;
  const optimizer = readOptimizer(config.optimizer ?? config.optimizer_config, notes);
  const loss = readLoss(config.loss);
  if (loss === null)
    notes.push(`The loss ${shorten(config.loss)} is not known here; compile before training.`);
  const isWeighted = isOn(config.loss_weights);
  if (isWeighted) {
    const weights = shorten(config.loss_weights);
    notes.push(`The loss weights ${weights} are not known here; compile before training.`);
  }
  if (optimizer === null || loss === null || isWeighted) return null;
  if (isObject(config.loss) && loss.name === 'huber' && loss.config.delta === undefined) {
    notes.push('Keras does not save the delta of its Huber loss; 1 is taken.');
  }
  if (isOn(config.weighted_metrics)) {
    notes.push(`The weighted metrics ${shorten(config.weighted_metrics)} are not kept.`);
  }
  return { optimizer, loss, metrics: readMetrics(config.metrics, notes) };
}

/** Whether a setting does something: null, false and empty lists do nothing. */
const isOn = (value: Json | undefined): boolean =>
  Array.isArray(value)
    ? value.some(isOn)
    : value !== undefined && value !== null && value !== false && value !== '';

/** Settings of Keras's optimizers that change what a step does, and that are not known here. */
const UNKNOWN_SETTINGS = ['use_ema', 'gradient_accumulation_steps'];

/** Settings that TensorFlow.js spells otherwise: ours, then theirs. */
const TFJS_SETTINGS: Record<string, string> = { rho: 'decay', nesterov: 'use_nesterov' };

/** Keras 2.11 says "Custom>Adam"; TensorFlow.js says "RMSProp", and "Momentum" for that SGD. */
function toOptimizerClass(className: string): string {
  const name = className.replace(/^Custom>/, '');
  if (name === 'RMSProp') return 'RMSprop';
  return name === 'Momentum' ? 'SGD' : name;
}

function readOptimizer(value: Json | undefined, notes: string[]): FileOptimizer | null {
  const found = isObject(value) ? value : {};
  const className = toOptimizerClass(String(found.class_name ?? ''));
  if (!isOptimizerClass(className)) {
    notes.push(`The optimizer ${shorten(value)} is not known here; compile before training.`);
    return null;
  }
  const given = snakeKeys(isObject(found.config) ? found.config : {});
  const rate = given.learning_rate ?? given.lr;
  const schedule = readSchedule(rate);
  if (typeof rate !== 'number' && schedule === null) {
    notes.push(`The learning rate schedule ${shorten(rate)} is not kept; compile before training.`);
    return null;
  }
  const unknown = UNKNOWN_SETTINGS.find((key) => isOn(given[key]));
  if (unknown !== undefined) {
    notes.push(`The optimizer's ${unknown} is not known here; compile before training.`);
    return null;
  }
  const config = readSettings(className, given, rate, notes);
  return config && { className, config, ...(schedule && { schedule }) };
}

/** An optimizer's settings; null, with a note, when it cannot work with one of them. */
function readSettings(
  className: OptimizerClass,
  given: JsonObject,
  rate: Json | undefined,
  notes: string[],
): FileOptimizer['config'] | null {
  const defaults = { ...SHARED, ...OPTIMIZERS[className].settings };
  const config: FileOptimizer['config'] = {};
  const found = Object.entries(defaults).map(([key, fallback]) => {
    // TensorFlow.js writes beta1 for beta_1.
    const told = given[key] ?? given[key.replace(/_(\d)/, '$1')];
    return [key, told ?? given[TFJS_SETTINGS[key] ?? key], fallback] as const;
  });
  if (typeof rate === 'number') found.unshift(['learning_rate', rate, null]);
  for (const [key, told, fallback] of found) {
    const value = possibleSetting(key, told, fallback);
    if (value === undefined) {
      notes.push(
        `The optimizer cannot work with ${key} ${shorten(told)}; compile before training.`,
      );
      return null;
    }
    config[key] = value;
  }
  return config;
}

/** TensorFlow.js saves learningRate for learning_rate. */
const snakeKeys = (config: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(config).map(([key, value]) => [toSnake(key), value]));

const shorten = (value: Json | undefined) => (JSON.stringify(value) ?? 'none').slice(0, 80);
