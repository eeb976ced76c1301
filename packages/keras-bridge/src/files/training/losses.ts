import { isObject, type Json, type JsonObject } from '../json/read-json.js';
import type { FileLoss } from '../model-file.js';

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

/** Shorter and older names of the same losses. */
export const SHORT_LOSSES: Record<string, string> = {
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

/** What a loss can be told in every Keras 3; a key beyond these keeps a file from opening there. */
const SETTINGS: Record<string, readonly string[]> = {
  binary_crossentropy: ['from_logits', 'label_smoothing', 'axis'],
  categorical_crossentropy: ['from_logits', 'label_smoothing', 'axis'],
  sparse_categorical_crossentropy: ['from_logits', 'ignore_class'],
  huber: ['delta'],
  cosine_similarity: ['axis'],
};

const DROPPED = new Set(['name', 'reduction', 'dtype', 'fn']);

/** The reductions that are a mean over the samples, when there are no weights for them. */
const MEANS: readonly Json[] = ['sum_over_batch_size', 'mean', 'mean_with_sample_weight', 'auto'];

/** A loss from its name, its class, or either in an object; null for what is not known. */
export function readLoss(value: Json | undefined): FileLoss | null {
  if (Array.isArray(value) && value.length === 1) return readLoss(value[0]);
  if (typeof value === 'string') {
    const snake = toSnake(value);
    const name = Object.hasOwn(SHORT_LOSSES, snake) ? SHORT_LOSSES[snake]! : snake;
    return (LOSSES as readonly string[]).includes(name) ? { name, config: {} } : null;
  }
  if (!isObject(value)) return null;
  if (value.class_name === 'function') return readLoss(value.config);
  const loss = readLoss(value.class_name);
  const config = isObject(value.config) ? value.config : {};
  if (config.reduction !== undefined && !MEANS.includes(config.reduction)) return null;
  return loss && withSettings(loss.name, config);
}

function withSettings(name: string, config: JsonObject): FileLoss | null {
  const known = SETTINGS[name] ?? [];
  const kept: JsonObject = {};
  for (const [key, value] of Object.entries(config)) {
    if (DROPPED.has(key) || value === null) continue;
    if (known.includes(key) && isPlain(value)) kept[key] = value;
    // An axis that counts from the end to the last one is what every loss takes.
    else if (value !== false && !(key === 'axis' && value === -1)) return null;
  }
  return { name, config: kept };
}

const isPlain = (value: Json) => typeof value === 'number' || typeof value === 'boolean';

/** `MeanSquaredError`, `meanSquaredError` and `mean_squared_error` are one name. */
export const toSnake = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/^KL_?Divergence$/, 'kl_divergence')
    .toLowerCase();
