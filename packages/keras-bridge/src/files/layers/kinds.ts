import type { JsonObject } from '../json/read-json.js';
import type { FileShape } from '../model-file.js';
import {
  activation,
  axis,
  type Field,
  flag,
  float,
  floatOrNull,
  initializer,
  integer,
  integerOrNull,
  oneOf,
  only,
  pair,
  pairOrNull,
  positive,
  regularizer,
  sizes,
} from './fields.js';
import { convolved, flattened, normalized, pooled, reshaped, sizeAlong } from './shapes.js';

/** Keras's class names of the layers that are known here. */
export type LayerClass =
  | 'Dense'
  | 'Conv2D'
  | 'MaxPooling2D'
  | 'AveragePooling2D'
  | 'GlobalMaxPooling2D'
  | 'GlobalAveragePooling2D'
  | 'Flatten'
  | 'Dropout'
  | 'Activation'
  | 'BatchNormalization'
  | 'LayerNormalization'
  | 'Reshape'
  | 'Embedding'
  | 'ReLU'
  | 'LeakyReLU'
  | 'ELU'
  | 'Softmax';

/** A weight that a layer must have, with the shape that its settings and input give it. */
export interface ExpectedWeight {
  name: string;
  shape: readonly (number | null)[];
}

/** All that reading and writing a layer needs: one record for each class. */
export interface LayerKind {
  /** Settings in the order in which they are written. */
  fields: Record<string, Field>;
  /** Ranks of input that the layer takes, batch included. */
  ranks: readonly [least: number, most: number];
  weights(config: JsonObject, input: FileShape): ExpectedWeight[];
  /** The shape of the output; null when the settings and the input do not fit. */
  output(config: JsonObject, input: FileShape): FileShape | null;
}

const ANY_RANK = [1, 8] as const;
const none = () => [];
const unchanged = (_: JsonObject, input: FileShape) => input;
const last = (shape: FileShape) => shape.at(-1) ?? null;
const bias = (config: JsonObject, size: number): ExpectedWeight[] =>
  config.use_bias ? [{ name: 'bias', shape: [size] }] : [];

/** Settings that Dense and Conv2D share. */
const WEIGHTED = {
  activation,
  use_bias: flag(true),
  kernel_initializer: initializer('GlorotUniform', { seed: null }),
  bias_initializer: initializer('Zeros'),
  kernel_regularizer: regularizer,
  bias_regularizer: regularizer,
  kernel_constraint: only(null),
  bias_constraint: only(null),
};

const pooling = (poolSize: Field): LayerKind => ({
  fields: {
    pool_size: poolSize,
    padding: oneOf(['valid', 'same'], 'valid'),
    strides: pairOrNull,
    data_format: only('channels_last'),
  },
  ranks: [4, 4],
  weights: none,
  output: pooled,
});

const GLOBAL_POOLING: LayerKind = {
  fields: { data_format: only('channels_last'), keepdims: only(false) },
  ranks: [4, 4],
  weights: none,
  output: (_, input) => [input[0] ?? null, last(input)],
};

/** The learned scale and offset of the normalizations. */
const scaleAndOffset = (config: JsonObject, input: FileShape): ExpectedWeight[] => {
  const shape = [sizeAlong(config.axis as number, input)];
  return [
    ...(config.scale ? [{ name: 'gamma', shape }] : []),
    ...(config.center ? [{ name: 'beta', shape }] : []),
  ];
};

/** Every layer class that files are read into and written from. */
export const LAYER_KINDS: Record<LayerClass, LayerKind> = {
  Dense: {
    fields: { units: integer(1), ...WEIGHTED },
    ranks: [2, 8],
    weights: (config, input) => [
      { name: 'kernel', shape: [last(input), config.units as number] },
      ...bias(config, config.units as number),
    ],
    output: (config, input) => [...input.slice(0, -1), config.units as number],
  },
  Conv2D: {
    fields: {
      filters: integer(1),
      kernel_size: pair(),
      strides: pair([1, 1]),
      padding: oneOf(['valid', 'same'], 'valid'),
      data_format: only('channels_last'),
      dilation_rate: pair([1, 1]),
      groups: only(1),
      ...WEIGHTED,
    },
    ranks: [4, 4],
    weights: (config, input) => [
      {
        name: 'kernel',
        shape: [...(config.kernel_size as number[]), last(input), config.filters as number],
      },
      ...bias(config, config.filters as number),
    ],
    output: convolved,
  },
  MaxPooling2D: pooling(pair([2, 2])),
  // Keras has a size to begin with for the other one only.
  AveragePooling2D: pooling(pair()),
  GlobalMaxPooling2D: GLOBAL_POOLING,
  GlobalAveragePooling2D: GLOBAL_POOLING,
  Flatten: {
    fields: { data_format: only('channels_last') },
    ranks: [2, 8],
    weights: none,
    output: flattened,
  },
  Dropout: {
    fields: { rate: float(), seed: integerOrNull, noise_shape: only(null) },
    ranks: ANY_RANK,
    weights: none,
    output: unchanged,
  },
  Activation: {
    // Keras has none to begin with, though others may be left out.
    fields: { activation: { read: activation.read } },
    ranks: ANY_RANK,
    weights: none,
    output: unchanged,
  },
  BatchNormalization: {
    fields: {
      axis,
      momentum: float(0.99),
      epsilon: positive(0.001),
      center: flag(true),
      scale: flag(true),
      beta_initializer: initializer('Zeros'),
      gamma_initializer: initializer('Ones'),
      moving_mean_initializer: initializer('Zeros'),
      moving_variance_initializer: initializer('Ones'),
      beta_regularizer: regularizer,
      gamma_regularizer: regularizer,
      beta_constraint: only(null),
      gamma_constraint: only(null),
    },
    ranks: [2, 8],
    weights: (config, input) => [
      ...scaleAndOffset(config, input),
      { name: 'moving_mean', shape: [sizeAlong(config.axis as number, input)] },
      { name: 'moving_variance', shape: [sizeAlong(config.axis as number, input)] },
    ],
    output: normalized,
  },
  LayerNormalization: {
    fields: {
      axis,
      epsilon: positive(0.001),
      center: flag(true),
      scale: flag(true),
      beta_initializer: initializer('Zeros'),
      gamma_initializer: initializer('Ones'),
      beta_regularizer: regularizer,
      gamma_regularizer: regularizer,
      beta_constraint: only(null),
      gamma_constraint: only(null),
    },
    ranks: [2, 8],
    weights: scaleAndOffset,
    output: normalized,
  },
  Reshape: { fields: { target_shape: sizes }, ranks: ANY_RANK, weights: none, output: reshaped },
  Embedding: {
    fields: {
      input_dim: integer(1),
      output_dim: integer(1),
      embeddings_initializer: initializer('RandomUniform', {
        minval: -0.05,
        maxval: 0.05,
        seed: null,
      }),
      embeddings_regularizer: regularizer,
      embeddings_constraint: only(null),
      mask_zero: only(false),
    },
    ranks: [1, 7],
    weights: (config) => [
      { name: 'embeddings', shape: [config.input_dim as number, config.output_dim as number] },
    ],
    output: (config, input) => [...input, config.output_dim as number],
  },
  ReLU: {
    fields: { max_value: floatOrNull(null), negative_slope: float(0), threshold: float(0) },
    ranks: ANY_RANK,
    weights: none,
    output: unchanged,
  },
  LeakyReLU: {
    fields: { negative_slope: float(0.3) },
    ranks: ANY_RANK,
    weights: none,
    output: unchanged,
  },
  ELU: { fields: { alpha: float(1) }, ranks: ANY_RANK, weights: none, output: unchanged },
  Softmax: { fields: { axis }, ranks: ANY_RANK, weights: none, output: unchanged },
};

/** Whether a class name is one that this package reads. */
export const isLayerClass = (name: string): name is LayerClass => Object.hasOwn(LAYER_KINDS, name);
