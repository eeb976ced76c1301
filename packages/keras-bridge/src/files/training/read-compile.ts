import { isObject, type Json, type JsonObject } from '../json/read-json.js';
import type { FileCompile, FileLoss, FileOptimizer } from '../model-file.js';
import { isOptimizerClass, OPTIMIZERS, SHARED } from './optimizers.js';
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
  const config: FileOptimizer['config'] = typeof rate === 'number' ? { learning_rate: rate } : {};
  for (const [key, fallback] of Object.entries({ ...SHARED, ...OPTIMIZERS[className].settings })) {
    // TensorFlow.js writes beta1 for beta_1.
    const kept =
      given[key] ?? given[key.replace(/_(\d)/, '$1')] ?? given[TFJS_SETTINGS[key] ?? key];
    config[key] = typeof kept === 'number' || typeof kept === 'boolean' ? kept : fallback;
  }
  return { className, config, ...(schedule && { schedule }) };
}

/** TensorFlow.js saves learningRate for learning_rate. */
const snakeKeys = (config: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(config).map(([key, value]) => [toSnake(key), value]));

/** Losses by their Keras names; classes (`MeanSquaredError`) stand for the same functions. */
export const LOSSES = [
  'mean_squared_error',
  'mean_absolute_error',
  'mean_absolute_percentage_error',
  'mean_squared_logarithmic_error',
  'binary_crossentropy',
  'categorical_crossentropy',
  'sparse_categorical_crossentropy',
  'huber',
  'log_cosh',
  'hinge',
  'squared_hinge',
  'categorical_hinge',
  'kl_divergence',
  'poisson',
  'cosine_similarity',
] as const;

const SHORT: Record<string, string> = {
  mse: 'mean_squared_error',
  mae: 'mean_absolute_error',
  mape: 'mean_absolute_percentage_error',
  msle: 'mean_squared_logarithmic_error',
  kld: 'kl_divergence',
  kullback_leibler_divergence: 'kl_divergence',
  logcosh: 'log_cosh',
  huber_loss: 'huber',
  cosine_proximity: 'cosine_similarity',
};

const DROPPED = new Set(['name', 'reduction', 'dtype', 'fn']);

/** The reductions that are a mean over the samples, when there are no weights for them. */
const MEANS: readonly Json[] = ['sum_over_batch_size', 'mean', 'mean_with_sample_weight', 'auto'];

/** A loss from its name, its class, or either in an object. */
export function readLoss(value: Json | undefined): FileLoss | null {
  if (Array.isArray(value) && value.length === 1) return readLoss(value[0]);
  if (typeof value === 'string') {
    const snake = toSnake(value);
    const name = Object.hasOwn(SHORT, snake) ? SHORT[snake]! : snake;
    return (LOSSES as readonly string[]).includes(name) ? { name, config: {} } : null;
  }
  if (!isObject(value)) return null;
  if (value.class_name === 'function') return readLoss(value.config);
  const loss = readLoss(value.class_name);
  const config = isObject(value.config) ? value.config : {};
  if (config.reduction !== undefined && !MEANS.includes(config.reduction)) return null;
  const kept = Object.entries(config).filter(([key, inner]) => !DROPPED.has(key) && isPlain(inner));
  return loss && { name: loss.name, config: Object.fromEntries(kept) as JsonObject };
}

const isPlain = (value: Json) => typeof value === 'number' || typeof value === 'boolean';

/** `MeanSquaredError`, `meanSquaredError` and `mean_squared_error` are one name. */
const toSnake = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/^KL_?Divergence$/, 'kl_divergence')
    .toLowerCase();

/** Metrics that Keras finds by name. */
export const METRICS = new Set([
  ...LOSSES,
  ...Object.keys(SHORT),
  'acc',
  'accuracy',
  'binary_accuracy',
  'categorical_accuracy',
  'sparse_categorical_accuracy',
  'ce',
  'crossentropy',
  'precision',
  'recall',
  'auc',
]);

function readMetrics(value: Json | undefined, notes: string[]): string[] {
  const list = Array.isArray(value) ? value.flat() : [];
  const names: string[] = [];
  for (const metric of list) {
    const config = isObject(metric) && isObject(metric.config) ? metric.config : {};
    const name = toSnake(String((typeof metric === 'string' ? metric : config.name) ?? ''));
    if (METRICS.has(name)) names.push(name);
    else if (metric !== null) notes.push(`The metric ${shorten(metric)} is not kept.`);
  }
  return names;
}

const shorten = (value: Json | undefined) => (JSON.stringify(value) ?? 'none').slice(0, 80);
