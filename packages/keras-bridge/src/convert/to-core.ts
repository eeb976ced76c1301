import * as core from '@backprop/core';
import type { Json, JsonObject } from '../files/json/read-json.js';
import { isObject } from '../files/json/read-json.js';
import type {
  FileCompile,
  FileLayer,
  FileOptimizer,
  FileOptimizerState,
  FileTensor,
  ModelFile,
} from '../files/model-file.js';
import { metricsForCore } from '../files/training/metrics.js';
import { slotOrder } from '../files/training/optimizers.js';
import { makeSchedule } from '../files/training/schedules.js';
import { camelCase, functionName, ownSettings } from './names.js';

type MakeLayer = (settings: object) => core.Layer;

/**
 * Makes a model of core from what a file holds, compiled when the file says how, and with the
 * optimizer's state, so that training goes on where it stopped.
 *
 * @param file - from `readKeras`, `readKerasH5`, `readTfjs` or `readModelFile`
 * @returns the model; float32, or float64 when the weights are
 * @throws ArgumentError for a layer that core does not have
 * @example
 * const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [2] })] });
 * const bytes = writeKeras(toModelFile(model));
 * fromModelFile(readKeras(bytes)).countParams() //=> 3
 */
export function fromModelFile(file: ModelFile): core.Sequential {
  const dtype = file.layers.some(holdsFloat64) ? 'float64' : 'float32';
  const layers = file.layers.map((layer, i) => makeLayer(layer, i === 0 ? file.inputShape : null));
  const model = core.sequential({ name: file.name, dtype, layers });
  model.setWeights(file.layers.flatMap(({ weights }) => weights.map(toTensor)));
  if (file.compile !== null) compile(model, file.compile);
  if (file.compile !== null && file.optimizerState !== null) {
    restore(model, file.compile.optimizer, file.optimizerState);
  }
  return model;
}

const holdsFloat64 = ({ weights }: FileLayer) =>
  weights.some(({ values }) => values instanceof Float64Array);

const toTensor = ({ values, shape }: FileTensor): core.Tensor =>
  core.tensor(values, shape, values instanceof Float64Array ? 'float64' : 'float32');

function makeLayer(layer: FileLayer, inputShape: ModelFile['inputShape'] | null): core.Layer {
  const { className, name, trainable } = layer;
  const make = (core.layers as unknown as Record<string, MakeLayer>)[functionName(className)];
  if (make === undefined) {
    throw new core.ArgumentError({
      operation: 'fromModelFile',
      expected: 'layers that core has',
      received: `${className} ${name}`,
      hint: 'the file can still be converted to another format',
    });
  }
  checkSlope(layer);
  return make({
    name,
    ...(trainable ? {} : { trainable }),
    ...settingsOf(layer),
    ...(inputShape === null ? {} : { batchInputShape: inputShape }),
  });
}

/** Keras's ReLU can have a slope and a threshold, which core has a layer of its own or none for. */
function checkSlope({ className, name, config }: FileLayer): void {
  if (className !== 'ReLU' || (config.negative_slope === 0 && config.threshold === 0)) return;
  throw new core.ArgumentError({
    operation: 'fromModelFile',
    expected: 'a ReLU without slope and threshold',
    received: `slope ${config.negative_slope} and threshold ${config.threshold} in layer ${name}`,
    hint: 'use LeakyReLU for a slope; the file can still be converted to another format',
  });
}

/** Only what differs from Keras's default, in core's spelling. */
const settingsOf = (layer: FileLayer): object =>
  Object.fromEntries(
    ownSettings(layer).map(({ key, option, value }) => [option, setting(key, value)]),
  );

function setting(key: string, value: Json): unknown {
  if (!isObject(value)) return value;
  const className = String(value.class_name);
  const config = isObject(value.config) ? value.config : {};
  if (key.endsWith('_regularizer')) return REGULARIZERS[className]?.(config);
  // VarianceScaling has names for values: `fan_avg`, `truncated_normal`.
  const settings = Object.entries(config).map(([name, setting]) => [
    name,
    typeof setting === 'string' ? camelCase(setting) : setting,
  ]);
  return { className, config: Object.fromEntries(settings) };
}

const REGULARIZERS: Record<string, (config: { l1?: number; l2?: number }) => core.Regularizer> = {
  L1: core.regularizers.l1,
  L2: core.regularizers.l2,
  L1L2: core.regularizers.l1l2,
};

function compile(model: core.Sequential, { optimizer, loss, metrics }: FileCompile): void {
  const settings = lossSettings(loss.config);
  model.compile({
    optimizer: makeOptimizer(optimizer),
    loss:
      Object.keys(settings).length === 0 ? loss.name : { className: loss.name, config: settings },
    metrics: metricsForCore(metrics),
  });
}

/** Settings at Keras's defaults say nothing, and core does not know all of them. */
function lossSettings(config: JsonObject): Record<string, number | boolean> {
  const set = Object.entries(config).filter(([, value]) => value !== false && value !== 0);
  const known = set.filter(([key, value]) => !(key === 'axis' && value === -1));
  return Object.fromEntries(known.map(([key, value]) => [camelCase(key), value as number]));
}

const OPTIMIZERS = {
  SGD: core.SGD,
  Adam: core.Adam,
  AdamW: core.AdamW,
  RMSprop: core.RMSprop,
  Adagrad: core.Adagrad,
};

function makeOptimizer({ className, config, schedule }: FileOptimizer): core.Optimizer {
  const settings = Object.entries(config).map(([key, value]) => [camelCase(key), value]);
  const scheduled = schedule && { learningRate: makeSchedule(schedule) };
  return new OPTIMIZERS[className]({ ...Object.fromEntries(settings), ...scheduled });
}

function restore(
  model: core.Sequential,
  { className, config }: FileOptimizer,
  { iteration, learningRate, slots }: FileOptimizerState,
): void {
  const optimizer = model.optimizer as core.Optimizer;
  const weights = model.trainableWeights;
  const byName = new Map(slots.map(({ name, tensors }) => [name, tensors]));
  optimizer.build(weights);
  // Files keep the rate in float32; the settings have it as it was given.
  const isSame = Math.fround(optimizer.learningRate) === learningRate;
  optimizer.setState({
    iterations: iteration,
    ...(isSame ? {} : { learningRate }),
    slots: slotOrder(className, config, weights.length).map(({ slot, variable }) =>
      toTensor(byName.get(slot)?.[variable] as FileTensor).cast(
        (weights[variable] as core.Variable).dtype,
      ),
    ),
  });
}
