import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type ModelFile, writeKeras, writeKerasH5 } from '../../src/files/index.js';
import { LAYER_KINDS } from '../../src/files/layers/kinds.js';
import { readCompile } from '../../src/files/training/read-compile.js';
import { LOSS_CLASSES } from '../../src/files/training/write-compile.js';
import { everyLayer, makeModel } from './sample-models.js';

const WEIGHTED =
  'activation use_bias kernel_initializer bias_initializer kernel_regularizer bias_regularizer ' +
  'kernel_constraint bias_constraint';
const NORMALIZATION =
  'axis epsilon center scale beta_initializer gamma_initializer beta_regularizer ' +
  'gamma_regularizer beta_constraint gamma_constraint';

/**
 * What the layers of Keras 3.3 can be told, besides name, trainable and dtype: a key beyond these
 * keeps a file from opening there. Taken from the source of 3.2.1, the release before, and of 3.0.5;
 * 3.15.1 still knows all of them (docs/keras-versions.md).
 */
const KEYS_OF_3_3: Record<string, string> = {
  InputLayer: 'batch_shape sparse',
  Dense: `units ${WEIGHTED} activity_regularizer`,
  Conv2D:
    `filters kernel_size strides padding data_format dilation_rate groups ${WEIGHTED} ` +
    'activity_regularizer',
  MaxPooling2D: 'pool_size strides padding data_format',
  AveragePooling2D: 'pool_size strides padding data_format',
  GlobalMaxPooling2D: 'data_format keepdims',
  GlobalAveragePooling2D: 'data_format keepdims',
  Flatten: 'data_format',
  Reshape: 'target_shape',
  Dropout: 'rate seed noise_shape',
  Activation: 'activation',
  BatchNormalization: `${NORMALIZATION} momentum moving_mean_initializer moving_variance_initializer synchronized`,
  LayerNormalization: `${NORMALIZATION} rms_scaling`,
  Embedding:
    'input_dim output_dim embeddings_initializer embeddings_regularizer embeddings_constraint ' +
    'mask_zero',
  ReLU: 'max_value negative_slope threshold',
  LeakyReLU: 'negative_slope',
  ELU: 'alpha',
  Softmax: 'axis',
};
const ADAM = { class_name: 'Adam', config: { learning_rate: 0.01 } };
const OF_ALL = ['name', 'trainable', 'dtype'];

/** Settings that an object around the weights had in 3.3. */
const INITIALIZER_KEYS = [
  'seed',
  'minval',
  'maxval',
  'mean',
  'stddev',
  'scale',
  'mode',
  'distribution',
  'gain',
  'value',
];
const REGULARIZER_KEYS = ['l1', 'l2'];
/** Settings of the losses there; `axis` of the sparse one came with 3.10. */
const LOSS_KEYS: Record<string, string> = {
  BinaryCrossentropy: 'from_logits label_smoothing axis',
  CategoricalCrossentropy: 'from_logits label_smoothing axis',
  SparseCategoricalCrossentropy: 'from_logits ignore_class',
  CosineSimilarity: 'axis',
  Huber: 'delta',
};
const OPTIMIZER_KEYS =
  'name learning_rate weight_decay clipnorm clipvalue global_clipnorm beta_1 beta_2 epsilon amsgrad';

interface Written {
  module: string;
  class_name: string;
  config: Record<string, unknown>;
}

const configOf = (model: ModelFile) =>
  JSON.parse(strFromU8(unzipSync(writeKeras(model))['config.json']!));

const embedding = makeModel([null, 3], [['Embedding', { input_dim: 5, output_dim: 2 }]]);
const layers: Written[] = [everyLayer(), embedding].flatMap((m) => configOf(m).config.layers);

const isObject = (value: unknown): value is Written =>
  typeof value === 'object' && value !== null && 'class_name' in value;

describe('writeKeras, for a Keras as old as 3.3', () => {
  it('writes every layer that files know', () => {
    const classes = new Set(layers.map(({ class_name }) => class_name));
    expect([...classes].sort()).toEqual([...Object.keys(LAYER_KINDS), 'InputLayer'].sort());
    expect(Object.keys(KEYS_OF_3_3).sort()).toEqual([...classes].sort());
  });

  it('tells a layer nothing that it does not know there', () => {
    for (const { class_name, config } of layers) {
      const known = new Set([...OF_ALL, ...KEYS_OF_3_3[class_name]!.split(' ')]);
      expect(
        Object.keys(config).filter((key) => !known.has(key)),
        class_name,
      ).toEqual([]);
      for (const [key, value] of Object.entries(config)) {
        if (!isObject(value)) continue;
        const keys = key.endsWith('_regularizer') ? REGULARIZER_KEYS : INITIALIZER_KEYS;
        expect(
          Object.keys(value.config).filter((inner) => !keys.includes(inner)),
          key,
        ).toEqual([]);
      }
    }
  });

  it('names types by a word, for the object around it changed its name', () => {
    for (const { config } of layers) {
      expect(config.dtype === undefined || config.dtype === 'float32').toBe(true);
    }
  });

  it('names the optimizer by its public place, with settings that are known there', () => {
    const { optimizer } = configOf(everyLayer()).compile_config as { optimizer: Written };
    expect(optimizer.module).toBe('keras.optimizers');
    const known = OPTIMIZER_KEYS.split(' ');
    expect(Object.keys(optimizer.config).filter((key) => !known.includes(key))).toEqual([]);
  });

  it('tells a loss nothing that it does not know there', () => {
    for (const class_name of Object.values(LOSS_CLASSES)) {
      const known = LOSS_KEYS[class_name]?.split(' ') ?? [];
      for (const key of ['from_logits', 'label_smoothing', 'axis', 'ignore_class', 'delta']) {
        const config = { name: 'mine', reduction: 'mean', dtype: 'float32', [key]: 1 };
        const loss = readCompile({ optimizer: ADAM, loss: { class_name, config } }, [])?.loss;
        expect(loss !== undefined, `${class_name} ${key}`).toBe(known.includes(key));
        if (loss === undefined) continue;
        const model = everyLayer();
        const written = configOf({ ...model, compile: { ...model.compile!, loss } });
        const keys = Object.keys(written.compile_config.loss.config);
        expect(keys.sort()).toEqual(['name', 'reduction', key].sort());
      }
    }
  });

  it('writes what initializers and regularizers are told as floats, but for the seed', () => {
    const told = (class_name: string, config: Record<string, number>) => ({ class_name, config });
    const model = makeModel(
      [null, 3],
      [
        [
          'Dense',
          {
            units: 1,
            kernel_regularizer: told('L1', { l1: 1 }),
            kernel_initializer: told('RandomNormal', { mean: 0, stddev: 2, seed: 3 }),
            bias_initializer: told('Constant', {}),
          },
        ],
      ],
    );
    const text = strFromU8(unzipSync(writeKeras(model))['config.json']!);
    expect(text).toContain('{"l1": 1.0}');
    expect(text).toContain('{"mean": 0.0, "stddev": 2.0, "seed": 3}');
    // Keras 3.0.5 cannot make one without its value.
    expect(text).toContain('{"value": 0.0}');
  });

  it('keeps the newer words out of .h5 files, too', () => {
    const text = strFromU8(writeKerasH5(everyLayer()), true);
    for (const word of ['quantization_config', 'input_axes', 'renorm', 'DTypePolicy', 'optional']) {
      expect(text.includes(word), word).toBe(false);
    }
    expect(text).toContain('model_config');
  });
});
