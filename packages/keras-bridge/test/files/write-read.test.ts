import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { ModelFile } from '../../src/files/index.js';
import {
  readKeras,
  readKerasH5,
  readTfjs,
  writeKeras,
  writeKerasH5,
  writeTfjs,
} from '../../src/files/index.js';
import { deepModel, everyLayer, makeModel } from './sample-models.js';

const SAVED = new Date(2026, 10, 24, 0, 9, 8);

/** All that a round trip must keep. */
const essence = ({ name, inputShape, layers, compile, optimizerState }: ModelFile) => ({
  name,
  inputShape,
  layers,
  compile,
  optimizerState,
});

describe('writeKeras', () => {
  it('keeps architecture, weights, compile settings and optimizer state of a trained model', () => {
    const model = deepModel();
    expect(essence(readKeras(writeKeras(model)))).toEqual(essence(model));
  });

  it('keeps every kind of layer, and adds the state before the first step', () => {
    const model = everyLayer();
    const back = readKeras(writeKeras(model));
    expect(back.layers).toEqual(model.layers);
    expect(back.compile).toEqual(model.compile);
    expect(back.optimizerState?.iteration).toBe(0);
    expect(back.optimizerState?.slots.map(({ name }) => name)).toEqual([
      'momentum',
      'velocity',
      'velocity_hat',
    ]);
    expect(back.notes).toEqual([]);
  });

  it('stores metadata.json, config.json and model.weights.h5 in this order, with the time given', () => {
    const members = unzipSync(writeKeras(deepModel(), { savedAt: SAVED }));
    expect(Object.keys(members)).toEqual(['metadata.json', 'config.json', 'model.weights.h5']);
    expect(new TextDecoder().decode(members['metadata.json'])).toBe(
      '{"keras_version": "3.3.3", "date_saved": "2026-11-24@00:09:08"}',
    );
  });

  it('writes whole-number floats with a point, because Keras refuses an integer learning rate', () => {
    const config = new TextDecoder().decode(unzipSync(writeKeras(everyLayer()))['config.json']);
    expect(config).toContain('"learning_rate": 1.0');
    expect(config).toContain('"module": "keras.optimizers"');
    expect(config).not.toMatch(/quantization_config|input_axes|output_axes|activity_regularizer/);
  });

  it('refuses a name that Keras would refuse, and says which would do', () => {
    const model = deepModel();
    model.layers[0]!.name = 'my layer/1';
    expect(() => writeKeras(model)).toThrow('call it "my_layer_1"');
    model.layers[0]!.name = '__proto__';
    expect(() => writeKeras(model)).toThrow('__proto__');
    model.layers[0]!.name = model.layers[1]!.name;
    expect(() => writeKeras(model)).toThrow('twice');
  });

  it('refuses weights of a wrong shape and numbers that float32 cannot hold', () => {
    const model = deepModel();
    model.layers[0]!.weights[0]!.values = Float64Array.from({ length: 24 }, (_, i) =>
      i === 5 ? 1e300 : 0,
    );
    expect(() => writeKeras(model)).toThrow('1e+300 at element 5');
    model.layers[0]!.weights[0]!.shape = [6, 4];
    expect(() => writeKeras(model)).toThrow('dense/kernel of shape [4, 6]');
  });
});

describe('writeKerasH5', () => {
  it('keeps architecture, weights, compile settings and optimizer state', () => {
    expect(essence(readKerasH5(writeKerasH5(deepModel(), { optimizerState: true })))).toEqual(
      essence(deepModel()),
    );
    const back = readKerasH5(writeKerasH5(everyLayer()));
    expect(back.layers).toEqual(everyLayer().layers);
  });

  it('refuses a config that does not fit into an attribute', () => {
    const many = makeModel(
      [null, 2],
      Array.from({ length: 200 }, () => ['Dense', { units: 2 }] as const),
    );
    expect(() => writeKerasH5(many)).toThrow('save as .keras');
  });
});

describe('writeTfjs', () => {
  const roundTrip = (model: ModelFile) => {
    const { modelJson, weights, weightsName } = writeTfjs(model);
    return readTfjs(modelJson, { [weightsName]: weights });
  };

  it('keeps layers, weights and compile settings, and says that the optimizer state is left out', () => {
    const model = deepModel();
    const back = roundTrip(model);
    expect(back.layers).toEqual(model.layers);
    expect(back.compile?.optimizer).toEqual(model.compile?.optimizer);
    expect(back.compile?.loss).toEqual(model.compile?.loss);
    expect(writeTfjs(model).notes).toEqual([
      'The optimizer state is left out: the format has no place for it.',
    ]);
  });

  it('turns a leaky_relu activation into a layer of slope 0.2', () => {
    const back = roundTrip(
      makeModel([null, 2], [['Dense', { units: 3, activation: 'leaky_relu' }]]),
    );
    expect(back.layers.map(({ className }) => className)).toEqual(['Dense', 'LeakyReLU']);
    expect(back.layers[1]!.config.negative_slope).toBe(0.2);
  });

  it('refuses hard_sigmoid, which TensorFlow.js computes differently', () => {
    const model = makeModel([null, 2], [['Dense', { units: 3, activation: 'hard_sigmoid' }]]);
    expect(() => writeTfjs(model)).toThrow('activation hard_sigmoid in layer dense_0');
  });
});
