import type { Json, JsonObject } from './json/read-json.js';
import type { LayerClass } from './layers/kinds.js';

/** Sizes of a tensor; null is the batch, or a size that is not fixed. */
export type FileShape = readonly (number | null)[];

/** One tensor of a model file. */
export interface FileTensor {
  /** The variable's name inside its layer: `kernel`, `bias`, `gamma`, … */
  name: string;
  shape: readonly number[];
  values: Float32Array | Float64Array;
}

/** One layer: its class, its settings under Keras's names, and its weights. */
export interface FileLayer {
  className: LayerClass;
  name: string;
  trainable: boolean;
  /** Settings under Keras 3's names (`use_bias`, `kernel_size`), defaults filled in. */
  config: JsonObject;
  inputShape: FileShape;
  outputShape: FileShape;
  weights: FileTensor[];
}

/** What `compile` was told. */
export interface FileCompile {
  optimizer: FileOptimizer;
  loss: FileLoss;
  /** Metrics by their Keras names, for example `accuracy`. */
  metrics: string[];
}

/** An optimizer by its class, with its settings. */
export interface FileOptimizer {
  className: OptimizerClass;
  /** Settings under Keras's names; `learning_rate` is there unless a schedule gives it. */
  config: { [setting: string]: number | boolean | null };
  /** How the learning rate follows from the count of steps, where it is no fixed number. */
  schedule?: FileSchedule;
}

/** A learning rate schedule by its Keras class, with all its settings under Keras's names. */
export interface FileSchedule {
  className: ScheduleClass;
  config: { [setting: string]: number | boolean | null | readonly number[] };
}

/** Keras's class names of its learning rate schedules. */
export type ScheduleClass =
  | 'ExponentialDecay'
  | 'InverseTimeDecay'
  | 'PiecewiseConstantDecay'
  | 'CosineDecay'
  | 'CosineDecayRestarts'
  | 'PolynomialDecay';

/** Keras's class names of the optimizers that are known here. */
export type OptimizerClass = 'SGD' | 'Adam' | 'AdamW' | 'RMSprop' | 'Adagrad';

/** A loss by its Keras name, for example `mean_squared_error`, and its settings. */
export interface FileLoss {
  name: string;
  config: JsonObject;
}

/** What the optimizer remembers between steps, so that training can go on. */
export interface FileOptimizerState {
  /** How many steps were taken. */
  iteration: number;
  /** The rate of the next step; a schedule's follows from `iteration` and is in no file. */
  learningRate: number;
  /** Per slot (`momentum`, `velocity`, …), one tensor for each trainable weight in model order. */
  slots: { name: string; tensors: FileTensor[] }[];
}

/** What kind of file a model came from: `.keras`, legacy `.h5`, or TensorFlow.js's model.json. */
export type ModelFormat = 'keras' | 'keras-h5' | 'tfjs';

/** A saved sequential model, whatever the file it came from. */
export interface ModelFile {
  name: string;
  format: ModelFormat;
  /** The Keras version that wrote the file, where it says so. */
  kerasVersion: string | null;
  inputShape: FileShape;
  inputDtype: string;
  layers: FileLayer[];
  compile: FileCompile | null;
  optimizerState: FileOptimizerState | null;
  /** What the file holds that this package had to leave out, in whole sentences. */
  notes: string[];
}

/**
 * The weights that training changes, in model order: what optimizer slots stand beside.
 *
 * @param layers those of a model file
 * @returns the weights of the layers that are not frozen, without moving means and variances
 * @example
 * const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [2] })] });
 * model.add(layers.batchNormalization());
 * const weights = trainableWeights(toModelFile(model).layers);
 * weights.map(({ name }) => name) //=> ['kernel', 'bias', 'gamma', 'beta']
 */
export function trainableWeights(layers: readonly FileLayer[]): FileTensor[] {
  return layers.flatMap((layer) => layer.weights.filter(({ name }) => isTrained(layer, name)));
}

/** Whether training changes the weight of this name of a layer. */
export const isTrained = ({ trainable }: FileLayer, weight: string): boolean =>
  trainable && !weight.startsWith('moving_');

export type { Json, JsonObject, LayerClass };
