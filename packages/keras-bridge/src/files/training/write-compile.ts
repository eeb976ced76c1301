import { PythonFloat, type PythonJson } from '../json/write-json.js';
import type { FileCompile, FileLoss, FileOptimizer, FileSchedule } from '../model-file.js';
import { writeMetrics } from './metrics.js';
import { countsSteps, SCHEDULE_MODULE } from './schedules.js';

/** Classes of the losses that have settings, by function name. */
export const LOSS_CLASSES: Record<string, string> = {
  mean_squared_error: 'MeanSquaredError',
  mean_absolute_error: 'MeanAbsoluteError',
  mean_absolute_percentage_error: 'MeanAbsolutePercentageError',
  mean_squared_logarithmic_error: 'MeanSquaredLogarithmicError',
  binary_crossentropy: 'BinaryCrossentropy',
  categorical_crossentropy: 'CategoricalCrossentropy',
  sparse_categorical_crossentropy: 'SparseCategoricalCrossentropy',
  huber: 'Huber',
  log_cosh: 'LogCosh',
  hinge: 'Hinge',
  squared_hinge: 'SquaredHinge',
  categorical_hinge: 'CategoricalHinge',
  kl_divergence: 'KLDivergence',
  poisson: 'Poisson',
  cosine_similarity: 'CosineSimilarity',
};

const WHOLE_NUMBERS = new Set(['axis', 'ignore_class']);

/** What `compile` was told, as Keras 3 keeps it in `.keras`. */
export function writeCompile({ optimizer, loss, metrics }: FileCompile): PythonJson {
  return {
    // Always the public module: a private one opens only in the back end that wrote it.
    optimizer: { module: 'keras.optimizers', ...writeOptimizer(optimizer), registered_name: null },
    ...writeRest(loss, metrics),
  };
}

/** What `compile` was told, as the legacy `.h5` keeps it. */
export function writeTrainingConfig({ optimizer, loss, metrics }: FileCompile): PythonJson {
  return { ...writeRest(loss, metrics), optimizer_config: writeOptimizer(optimizer) };
}

function writeRest(loss: FileLoss, metrics: readonly string[]) {
  return {
    loss: writeLoss(loss),
    loss_weights: null,
    metrics: writeMetrics(metrics),
    weighted_metrics: null,
    run_eagerly: false,
    steps_per_execution: 1,
    jit_compile: false,
  };
}

function writeOptimizer({ className, config, schedule }: FileOptimizer) {
  const settings = Object.entries(config).map(([key, value]) => [
    key,
    typeof value === 'number' ? new PythonFloat(value) : value,
  ]);
  return {
    class_name: className,
    config: {
      name: className.toLowerCase(),
      ...(schedule && { learning_rate: writeSchedule(schedule) }),
      ...Object.fromEntries(settings),
    } as PythonJson,
  };
}

/** Rates are floats: Keras computes a schedule in the type of the first of them. */
function writeSchedule({ className, config }: FileSchedule): PythonJson {
  const write = (key: string, value: PythonJson | readonly number[]): PythonJson => {
    if (Array.isArray(value)) return value.map((item: number) => write(key, item));
    return typeof value === 'number' && !countsSteps(key) ? new PythonFloat(value) : value;
  };
  const settings = Object.entries(config).map(([key, value]) => [key, write(key, value)]);
  return {
    module: SCHEDULE_MODULE,
    class_name: className,
    config: Object.fromEntries(settings) as PythonJson,
    registered_name: null,
  };
}

function writeLoss({ name, config }: FileLoss): PythonJson {
  const settings = Object.entries(config);
  if (settings.length === 0) return name;
  const written = settings.map(([key, value]) => [
    key,
    typeof value === 'number' && !WHOLE_NUMBERS.has(key) ? new PythonFloat(value) : value,
  ]);
  return {
    module: 'keras.losses',
    class_name: LOSS_CLASSES[name] ?? name,
    config: { name, reduction: 'sum_over_batch_size', ...Object.fromEntries(written) },
    registered_name: null,
  };
}
