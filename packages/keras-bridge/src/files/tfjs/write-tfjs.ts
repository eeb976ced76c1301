import { ArgumentError } from '@backprop/core';
import { isObject, type Json, type JsonObject } from '../json/read-json.js';
import type {
  FileCompile,
  FileLayer,
  FileOptimizer,
  ModelFile,
  OptimizerClass,
} from '../model-file.js';
import { TFJS_LOSSES, TFJS_METRICS } from '../training/tfjs-names.js';
import { checkWritable } from '../weights/check-writable.js';

/** The two files of TensorFlow.js's format. */
export interface TfjsFiles {
  /** The text of model.json. */
  modelJson: string;
  /** The weights, to be saved beside it as `weightsName`. */
  weights: Uint8Array;
  weightsName: string;
  /** What TensorFlow.js cannot take over, in whole sentences. */
  notes: string[];
}

const WEIGHTS_NAME = 'weights.bin';
/** Activations that TensorFlow.js computes as Keras does, under its own names. */
const ACTIVATIONS: Record<string, string> = {
  elu: 'elu',
  gelu: 'gelu',
  linear: 'linear',
  log_softmax: 'log_softmax',
  mish: 'mish',
  relu: 'relu',
  relu6: 'relu6',
  selu: 'selu',
  sigmoid: 'sigmoid',
  silu: 'swish',
  softmax: 'softmax',
  softplus: 'softplus',
  softsign: 'softsign',
  tanh: 'tanh',
};

/**
 * Writes TensorFlow.js's format. Where Keras 3 has something that TensorFlow.js lacks, the model is
 * rebuilt from what it has (a leaky_relu activation becomes a layer), or refused.
 *
 * @param model the model; float64 weights are rounded to float32
 * @returns the text of model.json, the weights, and notes on what was left out
 * @throws ArgumentError for what TensorFlow.js would compute differently
 * @example
 * const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [2] })] });
 * const { modelJson, weights, weightsName } = writeTfjs(toModelFile(model));
 * JSON.parse(modelJson).format //=> 'layers-model'
 * [weightsName, weights.byteLength] //=> ['weights.bin', 12]
 */
export function writeTfjs(model: ModelFile): TfjsFiles {
  checkWritable(model, 'writeTfjs');
  const notes: string[] = [];
  const weights = model.layers.flatMap((layer) =>
    layer.weights.map((weight) => ({ ...weight, name: `${layer.name}/${weight.name}` })),
  );
  const trainingConfig = model.compile && writeTraining(model.compile, notes);
  if (model.optimizerState !== null) {
    notes.push('The optimizer state is left out: the format has no place for it.');
  }
  const entries = weights.map(({ name, shape }) => ({ name, shape, dtype: 'float32' }));
  const json = {
    format: 'layers-model',
    generatedBy: '@backprop/keras-bridge',
    convertedBy: null,
    modelTopology: {
      class_name: 'Sequential',
      config: { name: model.name, layers: writeLayers(model) },
      keras_version: 'tfjs-layers 4.22.0',
      backend: 'tensor_flow.js',
    },
    ...(trainingConfig && { trainingConfig }),
    weightsManifest: [{ paths: [WEIGHTS_NAME], weights: entries }],
  };
  const values = weights.map((weight) => weight.values);
  return {
    modelJson: JSON.stringify(json),
    weights: concatenate(values),
    weightsName: WEIGHTS_NAME,
    notes,
  };
}

function concatenate(tensors: readonly (Float32Array | Float64Array)[]): Uint8Array {
  const all = new Float32Array(tensors.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const values of tensors) {
    all.set(values, at);
    at += values.length;
  }
  return new Uint8Array(all.buffer);
}

function writeLayers({ layers, inputShape, inputDtype }: ModelFile): JsonObject[] {
  const written = layers.flatMap(writeLayer);
  const first = written[0]!.config as JsonObject;
  first.batch_input_shape = [...inputShape];
  first.dtype = inputDtype === 'int32' ? 'int32' : 'float32';
  return written;
}

function writeLayer(given: FileLayer): JsonObject[] {
  const layer = { ...given, config: translateObjects(given.config) };
  const { className, name, trainable, config } = layer;
  const common = { name, trainable };
  if (config.activation === undefined) {
    return [{ class_name: className, config: { ...common, ...translate(layer) } }];
  }
  if (config.activation === 'leaky_relu') {
    const after = {
      class_name: 'LeakyReLU',
      config: { name: `${name}_leaky_relu`, trainable, alpha: 0.2 },
    };
    const plain = { ...common, ...config, activation: 'linear' };
    return className === 'Activation' ? [after] : [{ class_name: className, config: plain }, after];
  }
  const activation = ACTIVATIONS[String(config.activation)];
  if (activation === undefined) refuse(layer, `activation ${config.activation}`);
  return [{ class_name: className, config: { ...common, ...config, activation } }];
}

/** Initializers and regularizers under TensorFlow.js's class names. */
function translateObjects(config: JsonObject): JsonObject {
  const settings = Object.entries(config).map(([key, value]) => {
    if (!isObject(value)) return [key, value];
    const className = String(value.class_name);
    if (key.endsWith('_regularizer')) {
      // Both are written: TensorFlow.js takes 0.01 for the one that is missing.
      return [
        key,
        { class_name: 'L1L2', config: { l1: 0, l2: 0, ...(value.config as JsonObject) } },
      ];
    }
    return [key, { ...value, class_name: className.replace(/^Lecun/, 'LeCun') }];
  });
  return Object.fromEntries(settings) as JsonObject;
}

/** Settings under TensorFlow.js's names. */
function translate(layer: FileLayer): JsonObject {
  const { className, config, inputShape } = layer;
  const { axis } = config;
  // TensorFlow.js refuses a softmax along another axis, and normalizes along the last one anyway.
  if (axis !== undefined && axis !== -1 && axis !== inputShape.length - 1) {
    refuse(layer, `${className} along axis ${axis}`);
  }
  if (className === 'ELU' && config.alpha !== 1) refuse(layer, `an ELU with alpha ${config.alpha}`);
  if (className === 'Reshape') return { target_shape: settledShape(layer) };
  if (className === 'LeakyReLU') return { alpha: config.negative_slope! };
  if (className === 'Dropout') return { rate: config.rate!, seed: config.seed ?? null };
  if (className === 'ReLU') {
    if (config.negative_slope !== 0 || config.threshold !== 0)
      refuse(layer, 'a ReLU with slope or threshold');
    return { max_value: config.max_value! };
  }
  if (className === 'Embedding') {
    const { embeddings_constraint: _, ...rest } = config;
    return { ...rest, input_length: layer.inputShape.at(-1) ?? null };
  }
  return config;
}

/** What a reshape's -1 stands for is written out: TensorFlow.js counts the batch among its unknowns. */
function settledShape({ config, outputShape }: FileLayer): Json {
  const sizes = outputShape.slice(1);
  return sizes.includes(null) ? config.target_shape! : sizes;
}

function refuse({ name }: FileLayer, what: string): never {
  throw new ArgumentError({
    operation: 'writeTfjs',
    expected: 'layers that TensorFlow.js computes as Keras does',
    received: `${what} in layer ${name}`,
    hint: 'save as .keras, or use other settings',
  });
}

/** TensorFlow.js's optimizer classes and the names of their settings, for ours. */
const OPTIMIZERS: Partial<
  Record<
    OptimizerClass,
    (config: FileOptimizer['config']) => { class_name: string; config: JsonObject }
  >
> = {
  SGD: ({ momentum, nesterov }) =>
    momentum
      ? { class_name: 'Momentum', config: { momentum, use_nesterov: nesterov ?? false } }
      : { class_name: 'SGD', config: {} },
  Adam: ({ beta_1, beta_2, epsilon }) => ({
    class_name: 'Adam',
    config: { beta1: beta_1!, beta2: beta_2!, epsilon: epsilon! },
  }),
  RMSprop: ({ rho, momentum, epsilon, centered }) => ({
    class_name: 'RMSProp',
    config: { decay: rho!, momentum: momentum!, epsilon: epsilon!, centered: centered! },
  }),
  Adagrad: ({ initial_accumulator_value }) => ({
    class_name: 'Adagrad',
    config: { initial_accumulator_value: initial_accumulator_value! },
  }),
};

/** Settings that TensorFlow.js's optimizers lack. */
const LACKING = ['weight_decay', 'clipnorm', 'global_clipnorm', 'clipvalue', 'amsgrad'];

function writeTraining(
  { optimizer, loss, metrics }: FileCompile,
  notes: string[],
): JsonObject | null {
  const { className, config, schedule } = optimizer;
  if (schedule !== undefined) {
    notes.push(
      `Training settings are left out: TensorFlow.js has no learning rate schedules, such as ${schedule.className}.`,
    );
    return null;
  }
  const written = OPTIMIZERS[className]?.(config);
  const on = LACKING.filter((key) => config[key]);
  const lossName = Object.keys(loss.config).length > 0 ? undefined : TFJS_LOSSES[loss.name];
  if (written === undefined || on.length > 0 || lossName === undefined) {
    notes.push(
      `Training settings are left out: TensorFlow.js lacks ${[className, ...on].join(' with ')} or this loss.`,
    );
    return null;
  }
  const unknown = metrics.filter((name) => TFJS_METRICS[name] === undefined);
  for (const name of unknown) notes.push(`The metric ${name} is left out: TensorFlow.js lacks it.`);
  const rate = { learning_rate: Number(config.learning_rate) };
  return {
    loss: lossName,
    metrics: metrics.flatMap((name) => TFJS_METRICS[name] ?? []),
    optimizer_config: { ...written, config: { ...rate, ...written.config } },
  };
}
