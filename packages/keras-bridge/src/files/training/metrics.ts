import { isObject, type Json, type JsonObject } from '../json/read-json.js';
import type { PythonJson } from '../json/write-json.js';
import { LOSSES, SHORT_LOSSES, toSnake } from './losses.js';

/** Metrics that Keras 3 finds by a name of their own. */
const NAMED = [
  'acc',
  'accuracy',
  'binary_accuracy',
  'categorical_accuracy',
  'sparse_categorical_accuracy',
  'precision',
  'recall',
  'root_mean_squared_error',
  'bce',
] as const;

/** Metrics that core cannot compute: a model keeps them for Keras, and trains here without. */
const FOR_KERAS_ONLY = new Set(['auc']);

/** Metrics that are kept in a file, by name. */
const METRICS = new Set<string>([
  ...LOSSES,
  ...Object.keys(SHORT_LOSSES),
  ...NAMED,
  ...FOR_KERAS_ONLY,
]);

/** Other names for the same metrics, as files spell them. */
const SAME_METRIC: Record<string, string> = {
  log_cosh_error: 'log_cosh',
  rmse: 'root_mean_squared_error',
};

/** Keras 2 found these by name; Keras 3 has them under another one. */
const NAMES_IN_KERAS_3: Record<string, string> = {
  kld: 'kl_divergence',
  kullback_leibler_divergence: 'kl_divergence',
  cosine_proximity: 'cosine_similarity',
  log_cosh: 'log_cosh_error',
  logcosh: 'log_cosh_error',
};

/** Keras 3 has no metric of these names, but a loss function that serves as one. */
const FUNCTIONS_IN_KERAS_3: Record<string, string> = { huber: 'huber', huber_loss: 'huber' };

/** Settings of a metric that say what Keras takes anyhow. */
const DEFAULTS: Record<string, Json> = { threshold: 0.5, axis: -1 };

/** The metrics that core computes. */
export const metricsForCore = (metrics: readonly string[]): string[] =>
  metrics.filter((name) => !FOR_KERAS_ONLY.has(name));

/** How Keras 3 is told a metric: by a name, or by one of its functions. */
export const metricInKeras = (name: string): { name: string } | { function: string } => {
  const fn = FUNCTIONS_IN_KERAS_3[name];
  return fn === undefined ? { name: NAMES_IN_KERAS_3[name] ?? name } : { function: fn };
};

/** The metrics as every Keras 3 finds them, in `.keras` and in `.h5` files. */
export function writeMetrics(metrics: readonly string[]): PythonJson {
  return metrics.length === 0 ? null : metrics.map(writeMetric);
}

/** A bare function is found in a `.keras` file only, and a wrapped one in both. */
function writeMetric(metric: string): PythonJson {
  const told = metricInKeras(metric);
  if ('name' in told) return told.name;
  const name = told.function;
  const fn = {
    module: 'builtins',
    class_name: 'function',
    config: name,
    registered_name: 'function',
  };
  return {
    module: 'keras.metrics',
    class_name: 'MeanMetricWrapper',
    config: { name, fn },
    registered_name: null,
  };
}

/** Reads a list of names, of Keras's classes and of its functions; what is not known is noted. */
export function readMetrics(value: Json | undefined, notes: string[]): string[] {
  const list = Array.isArray(value) ? value.flat() : [];
  const names: string[] = [];
  for (const metric of list) {
    if (metric === null) continue;
    const found = toSnake(nameOf(metric));
    const name = Object.hasOwn(SAME_METRIC, found) ? SAME_METRIC[found]! : found;
    if (!METRICS.has(name)) {
      notes.push(`The metric ${shorten(metric)} is not kept.`);
      continue;
    }
    names.push(name);
    if (FOR_KERAS_ONLY.has(name)) {
      notes.push(`The metric ${name} is kept in files, but not computed here.`);
    } else if (hasSettings(metric)) {
      notes.push(`The settings of the metric ${shorten(metric)} are not kept.`);
    }
  }
  return names;
}

/** A metric's name in any of the forms in which Keras 2 and 3 save one. */
function nameOf(metric: Json): string {
  if (!isObject(metric)) return String(metric);
  const { class_name: className, config } = metric;
  // A function is saved by its name; Keras 2 wraps it in an object, whose own name anybody chose.
  if (className === 'function') return String(config);
  const settings = isObject(config) ? config : {};
  if (className === 'MeanMetricWrapper') return String(functionName(settings) ?? settings.name);
  return String(className);
}

function functionName({ fn }: JsonObject): Json | undefined {
  return isObject(fn) ? fn.config : fn;
}

/** Whether a metric was told something that changes what it computes. */
function hasSettings(metric: Json): boolean {
  if (!isObject(metric) || !isObject(metric.config)) return false;
  return Object.entries(metric.config).some(
    ([key, value]) =>
      !['name', 'dtype', 'fn'].includes(key) &&
      value !== null &&
      value !== false &&
      value !== 0 &&
      value !== DEFAULTS[key],
  );
}

const shorten = (value: Json): string => JSON.stringify(value).slice(0, 80);
