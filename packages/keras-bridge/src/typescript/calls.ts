import { camelCase, functionName, ownSettings } from '../convert/names.js';
import { isObject, type Json } from '../files/json/read-json.js';
import type {
  FileCompile,
  FileLayer,
  FileLoss,
  FileOptimizer,
  FileSchedule,
  FileShape,
} from '../files/model-file.js';
import { metricsForCore } from '../files/training/metrics.js';
import { OPTIMIZERS, SHARED } from '../files/training/optimizers.js';
import { ownScheduleSettings } from '../files/training/schedules.js';
import { TFJS_LOSSES } from '../files/training/tfjs-names.js';
import { scriptObject, scriptText, scriptValue } from './literals.js';

/** The line that makes a layer; only settings that differ from the defaults are written. */
export function layerCall(layer: FileLayer, inputShape: FileShape | null): string {
  const settings = ownSettings(layer)
    // The weights are set afterwards, so how they began does not matter.
    .filter(({ key }) => !key.endsWith('_initializer'))
    .map(({ key, option, value }) => [option, setting(key, value)] as const);
  return `tf.layers.${functionName(layer.className)}(${scriptObject([
    ['name', scriptText(layer.name)],
    ...(layer.trainable ? [] : [['trainable', 'false'] as const]),
    ...settings,
    ...(inputShape === null ? [] : [input(inputShape)]),
  ])})`;
}

const input = (shape: FileShape) =>
  shape.slice(1).includes(null)
    ? (['batchInputShape', scriptValue([...shape])] as const)
    : (['inputShape', scriptValue(shape.slice(1))] as const);

function setting(key: string, value: Json): string {
  if (isObject(value)) {
    const make = String(value.class_name).toLowerCase();
    return `tf.regularizers.${make}(${scriptValue(value.config ?? null)})`;
  }
  if (key !== 'activation') return scriptValue(value);
  // TensorFlow.js knows silu by its first name only, core by both.
  return scriptText(value === 'silu' ? 'swish' : camelCase(String(value)));
}

/** The line that compiles. */
export function compileCall({ optimizer, loss, ...rest }: FileCompile): string {
  const metrics = metricsForCore(rest.metrics);
  return `model.compile(${scriptObject([
    ['optimizer', optimizerCall(optimizer)],
    ['loss', lossText(loss)],
    ...(metrics.length === 0
      ? []
      : [['metrics', scriptValue(metrics.map((name) => camelCase(name)))] as const]),
  ])});`;
}

/** Settings in the order in which TensorFlow.js's functions take them, behind the rate. */
const POSITIONS: Record<FileOptimizer['className'], readonly string[]> = {
  SGD: [],
  Adam: ['beta_1', 'beta_2', 'epsilon'],
  AdamW: [],
  RMSprop: ['rho', 'momentum', 'epsilon', 'centered'],
  Adagrad: ['initial_accumulator_value'],
};

function optimizerCall({ className, config, schedule }: FileOptimizer): string {
  const defaults: Record<string, Json> = { ...SHARED, ...OPTIMIZERS[className].settings };
  const { learning_rate: fixed = null, ...rest } = config;
  const rate = schedule === undefined ? scriptValue(fixed) : scheduleCall(schedule);
  const own = Object.keys(rest).filter((key) => rest[key] !== defaults[key]);
  if (
    className === 'SGD' &&
    own.every((key) => key === 'momentum' || key === 'nesterov') &&
    rest.momentum
  ) {
    const values = [rest.momentum, ...(rest.nesterov ? [true] : [])];
    return `tf.train.momentum(${[rate, ...values.map(scriptValue)].join(', ')})`;
  }
  const make = `tf.train.${className.toLowerCase()}`;
  const places = POSITIONS[className];
  if (own.some((key) => !places.includes(key))) {
    const named = own.map((key) => [camelCase(key), scriptValue(config[key] ?? null)] as const);
    return `${make}(${scriptObject([['learningRate', rate], ...named])})`;
  }
  const last = Math.max(-1, ...own.map((key) => places.indexOf(key)));
  const before = places.slice(0, last + 1).map((key) => rest[key] ?? defaults[key] ?? null);
  return `${make}(${[rate, ...before.map(scriptValue)].join(', ')})`;
}

function scheduleCall(schedule: FileSchedule): string {
  const settings = ownScheduleSettings(schedule).map(
    ([key, value]) => [camelCase(key), scriptValue(value as Json)] as const,
  );
  return `tf.schedules.${functionName(schedule.className)}(${scriptObject(settings)})`;
}

function lossText({ name, config }: FileLoss): string {
  const set = Object.entries(config).filter(([, value]) => value !== false && value !== 0);
  const known = set.filter(([key, value]) => !(key === 'axis' && value === -1));
  if (known.length === 0) return scriptText(camelCase(TFJS_LOSSES[name] ?? name));
  const settings = scriptObject(known.map(([key, value]) => [camelCase(key), scriptValue(value)]));
  return scriptObject([
    ['className', scriptText(name)],
    ['config', settings],
  ]);
}
