import { isObject, type Json, type JsonObject } from '../files/json/read-json.js';
import { LAYER_KINDS } from '../files/layers/kinds.js';
import type {
  FileCompile,
  FileLayer,
  FileLoss,
  FileOptimizer,
  FileSchedule,
} from '../files/model-file.js';
import { metricInKeras } from '../files/training/metrics.js';
import { OPTIMIZERS, SHARED } from '../files/training/optimizers.js';
import { countsSteps, ownScheduleSettings } from '../files/training/schedules.js';
import { LOSS_CLASSES } from '../files/training/write-compile.js';
import { pythonText, pythonValue } from './literals.js';

/** A call with named arguments: `f(a=1, b="x")`. */
function call(name: string, settings: readonly (readonly [string, string])[]): string {
  return `${name}(${settings.map(([key, value]) => `${key}=${value}`).join(', ')})`;
}

/** The line that makes a layer; only settings that differ from Keras's defaults are written. */
export function layerCall({ className, name, trainable, config }: FileLayer): string {
  const { fields } = LAYER_KINDS[className];
  const settings = Object.entries(config)
    // The weights are set afterwards, so how they began does not matter.
    .filter(([key]) => !key.endsWith('_initializer'))
    .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(fields[key]?.fallback))
    .map(([key, value]) => [key, setting(value)] as const);
  const frozen = trainable ? [] : ([['trainable', 'False']] as const);
  return call(`layers.${className}`, [...settings, ['name', pythonText(name)], ...frozen]);
}

function setting(value: Json): string {
  if (!isObject(value)) return pythonValue(value);
  const config = Object.entries(isObject(value.config) ? value.config : {});
  return call(
    `keras.regularizers.${String(value.class_name)}`,
    config.map(([key, inner]) => [key, pythonValue(inner)]),
  );
}

/** A metric by the name, or as the function, that Keras 3 has for it. */
function metricText(metric: string): string {
  const told = metricInKeras(metric);
  return 'name' in told ? pythonText(told.name) : `keras.losses.${told.function}`;
}

/** The line that compiles. */
export function compileCall({ optimizer, loss, metrics }: FileCompile): string {
  const settings: [string, string][] = [
    ['optimizer', optimizerCall(optimizer)],
    ['loss', lossCall(loss)],
  ];
  if (metrics.length > 0) settings.push(['metrics', `[${metrics.map(metricText).join(', ')}]`]);
  return `model.compile(\n${settings.map(([key, value]) => `    ${key}=${value},`).join('\n')}\n)`;
}

function optimizerCall({ className, config, schedule }: FileOptimizer): string {
  const defaults: JsonObject = { ...SHARED, ...OPTIMIZERS[className].settings };
  const settings = Object.entries(config)
    .filter(([key, value]) => key === 'learning_rate' || value !== defaults[key])
    .map(([key, value]) => [key, pythonFloat(value)] as const);
  const rate = schedule === undefined ? [] : [['learning_rate', scheduleCall(schedule)] as const];
  return call(`keras.optimizers.${className}`, [...rate, ...settings]);
}

function scheduleCall(schedule: FileSchedule): string {
  const settings = ownScheduleSettings(schedule).map(([key, value]) => {
    const write = countsSteps(key) ? pythonValue : pythonFloat;
    return [key, Array.isArray(value) ? `[${value.map(write).join(', ')}]` : write(value as Json)];
  });
  return call(`keras.optimizers.schedules.${schedule.className}`, settings as [string, string][]);
}

/** Keras refuses an integer learning rate, so whole numbers get a point. */
const pythonFloat = (value: Json): string =>
  Number.isSafeInteger(value) ? `${value as number}.0` : pythonValue(value);

function lossCall({ name, config }: FileLoss): string {
  const settings = Object.entries(config);
  if (settings.length === 0) return pythonText(name);
  return call(
    `keras.losses.${LOSS_CLASSES[name]}`,
    settings.map(([key, value]) => [key, pythonValue(value)]),
  );
}
