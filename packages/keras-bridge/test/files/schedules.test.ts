import { layers, schedules, sequential, train } from '@backprop/core';
import { describe, expect, it } from 'vitest';
import { fromModelFile, toModelFile, toTfjs } from '../../src/convert/index.js';
import { FileSource } from '../../src/files/file-error.js';
import type { Hdf5Dataset } from '../../src/files/hdf5/read-hdf5.js';
import {
  FileFormatError,
  type JsonObject,
  type ModelFile,
  readKeras,
  readKerasH5,
  readModelFile,
  writeKeras,
  writeKerasH5,
  writeTfjs,
} from '../../src/files/index.js';
import { writeJson } from '../../src/files/json/write-json.js';
import { readCompile } from '../../src/files/training/read-compile.js';
import { readOptimizerState } from '../../src/files/training/read-state.js';
import { writeCompile } from '../../src/files/training/write-compile.js';
import { writeState } from '../../src/files/training/write-state.js';
import { apart, goOn, saved, scheduleFixture } from './saved-schedules.js';

const SAVED_FILES = [
  ...saved.map((one) => ({ ...one, file: `${one.name}.keras` })),
  ...saved
    .filter(({ name }) => name.startsWith('cosine'))
    .map((one) => ({ ...one, file: `${one.name}.h5` })),
];

describe('models that the real Keras saved with a schedule', () => {
  for (const { file, rates, losses, weights } of SAVED_FILES) {
    it(`train on as Keras did: ${file}`, async () => {
      const read = readModelFile(scheduleFixture(file), { file });
      expect(read.notes).toEqual([]);
      expect(read.optimizerState?.iteration).toBe(3);
      expect(apart([read.optimizerState?.learningRate], [rates[0]])).toBeLessThan(2e-7);
      const model = fromModelFile(read);
      const gone = await goOn(model);
      expect(apart(gone.rates, rates)).toBeLessThan(2e-6);
      expect(apart(gone.losses, losses)).toBeLessThan(5e-6);
      const own = model.getWeights().map((weight) => weight.arraySync());
      expect(apart(own, weights)).toBeLessThan(1e-5);
    });
  }
});

const ROUND_TRIPS: Record<string, (file: ModelFile) => ModelFile> = {
  '.keras': (file) => readKeras(writeKeras(file)),
  '.h5': (file) => readKerasH5(writeKerasH5(file, { optimizerState: true })),
};

describe('schedules in files that are written here', () => {
  for (const [format, roundTrip] of Object.entries(ROUND_TRIPS)) {
    it(`are the same after a way through ${format}, with the state`, () => {
      for (const { name } of saved) {
        const file = `${name}.keras`;
        const read = readKeras(scheduleFixture(file), { file });
        const back = roundTrip(read);
        expect(back.compile).toEqual(read.compile);
        expect(back.optimizerState).toEqual(read.optimizerState);
        const model = fromModelFile(back);
        expect(toModelFile(model).compile).toEqual(read.compile);
        expect(model.optimizer?.iterations).toBe(3);
      }
    });
  }

  it('have no variable for the rate in the state, as Keras has none', () => {
    const file = readKeras(scheduleFixture('cosine-sgd.keras'), { file: 'cosine-sgd.keras' });
    const slots = (model: ModelFile) => writeState(model).map(({ slot }) => slot);
    expect(slots(file)).toEqual(['iteration', 'momentum', 'momentum']);
    expect(slots({ ...file, optimizerState: null })).toEqual(['iteration', 'momentum', 'momentum']);
    const { schedule: _, ...optimizer } = file.compile!.optimizer;
    const fixed = { ...optimizer, config: { ...optimizer.config, learning_rate: 0.1 } };
    expect(slots({ ...file, compile: { ...file.compile!, optimizer: fixed } })).toEqual([
      'iteration',
      'learning_rate',
      'momentum',
      'momentum',
    ]);
  });

  it('have rates with a point and steps without one', () => {
    const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [2] })] });
    const learningRate = schedules.piecewiseConstantDecay({
      boundaries: [2, 4],
      values: [2, 1, 0.5],
    });
    model.compile({ optimizer: train.sgd({ learningRate }), loss: 'meanSquaredError' });
    const text = writeJson(writeCompile(toModelFile(model).compile!));
    expect(text).toContain(
      '"learning_rate": {"module": "keras.optimizers.schedules", "class_name": ' +
        '"PiecewiseConstantDecay", "config": {"boundaries": [2, 4], "values": [2.0, 1.0, 0.5]}, ' +
        '"registered_name": null}',
    );
  });

  it('go on in core as if never stopped', async () => {
    const file = readKeras(scheduleFixture('polynomial-adam.keras'), { file: 'a.keras' });
    const [without, stopped] = [fromModelFile(file), fromModelFile(file)];
    await goOn(without);
    await goOn(stopped);
    const back = fromModelFile(readKeras(writeKeras(toModelFile(stopped))));
    expect(back.optimizer?.iterations).toBe(6);
    const [gone, expected] = [await goOn(back), await goOn(without)];
    expect(gone.rates).toEqual(expected.rates);
    // Calculated again from a recording, the last bit of a loss may be another.
    expect(apart(gone.losses, expected.losses)).toBeLessThan(2e-7);
  });
});

/** Keras's entry of an exponential decay, with changes. */
function read(changes: JsonObject, config: JsonObject = {}) {
  const notes: string[] = [];
  const given: JsonObject = {
    initial_learning_rate: 0.1,
    decay_steps: 10,
    decay_rate: 0.5,
    ...config,
  };
  const learning_rate: JsonObject = {
    module: 'keras.optimizers.schedules',
    class_name: 'ExponentialDecay',
    config: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== 'missing')),
    registered_name: null,
    ...changes,
  };
  const optimizer = { class_name: 'Adam', config: { learning_rate } };
  return { compile: readCompile({ optimizer, loss: 'mse' }, notes), notes };
}

const settingsOf = (class_name: string, config: JsonObject) => ({ class_name, config });
const PIECEWISE = 'PiecewiseConstantDecay';

const BAD: Record<string, [changes: JsonObject, config?: JsonObject]> = {
  'a class of another module': [{ module: 'my.schedules' }],
  'a class without a module of its own, which is registered': [
    { registered_name: 'my>ExponentialDecay' },
  ],
  'a module that is null': [{ module: null }],
  'an unknown class': [{ class_name: 'WarmUp' }],
  'a class that is a property of every object': [{ class_name: 'toString' }],
  'no class': [{ class_name: null }],
  'no settings': [{ config: null }],
  'a list of settings': [{ config: [0.1, 10, 0.5] }],
  'no initial rate': [{}, { initial_learning_rate: 'missing' }],
  'no decay_steps': [{}, { decay_steps: 'missing' }],
  'no decay_rate': [{}, { decay_rate: 'missing' }],
  'decay_steps 0': [{}, { decay_steps: 0 }],
  'decay_steps below 0': [{}, { decay_steps: -1 }],
  'decay_steps as a text': [{}, { decay_steps: '10' }],
  'decay_steps as a list': [{}, { decay_steps: [10] }],
  'an initial rate that is a schedule': [
    {},
    { initial_learning_rate: { class_name: 'CosineDecay' } },
  ],
  'an initial rate that is null': [{}, { initial_learning_rate: null }],
  'staircase as a number': [{}, { staircase: 1 }],
  'a setting that the class has not': [{}, { power: 2 }],
  'boundaries that do not fit the values': [
    settingsOf(PIECEWISE, { boundaries: [1], values: [1] }),
  ],
  'boundaries that do not ascend': [
    settingsOf(PIECEWISE, { boundaries: [2, 1], values: [1, 2, 3] }),
  ],
  'boundaries that are texts': [settingsOf(PIECEWISE, { boundaries: ['1'], values: [1, 2] })],
  'no boundaries at all': [settingsOf(PIECEWISE, { boundaries: [], values: [1] })],
  'values that are no list': [settingsOf(PIECEWISE, { boundaries: [1], values: 1 })],
  'restarts that shrink to nothing': [
    settingsOf('CosineDecayRestarts', {
      initial_learning_rate: 1,
      first_decay_steps: 5,
      t_mul: 0.5,
    }),
  ],
  'restarts within a step': [
    settingsOf('CosineDecayRestarts', {
      initial_learning_rate: 1,
      first_decay_steps: 1e-300,
      t_mul: 1,
    }),
  ],
};

describe('a schedule of a file', () => {
  it('takes the defaults of Keras where a setting is left out', () => {
    expect(read({}).compile?.optimizer.schedule).toEqual({
      className: 'ExponentialDecay',
      config: { initial_learning_rate: 0.1, decay_steps: 10, decay_rate: 0.5, staircase: false },
    });
    const cosine = settingsOf('CosineDecay', { initial_learning_rate: 0.1, decay_steps: 10 });
    expect(read(cosine).compile?.optimizer.schedule?.config).toMatchObject({
      alpha: 0,
      warmup_target: null,
      warmup_steps: 0,
    });
  });

  it('may lack the module, as in files of Keras 2, and have any name', () => {
    const learning_rate = settingsOf('InverseTimeDecay', {
      initial_learning_rate: 0.1,
      decay_steps: 10,
      decay_rate: 0.5,
      staircase: true,
      name: null,
    });
    const config = {
      optimizer_config: { class_name: 'SGD', config: { learning_rate } },
      loss: 'mse',
    };
    const notes: string[] = [];
    expect(readCompile(config, notes)?.optimizer.schedule?.className).toBe('InverseTimeDecay');
    expect(notes).toEqual([]);
  });

  for (const [what, [changes, config]] of Object.entries(BAD)) {
    it(`is not guessed from ${what}`, () => {
      const { compile, notes } = read(changes, config);
      expect(compile).toBeNull();
      expect(notes).toEqual([
        expect.stringMatching(
          /^The learning rate schedule .* is not kept; compile before training\.$/,
        ),
      ]);
    });
  }

  it('of somebody’s own in core is left out, and that is said', () => {
    const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [2] })] });
    const learningRate = {
      className: 'Halves',
      at: (step: number) => 0.5 ** step,
      getConfig: () => ({}),
    };
    model.compile({ optimizer: train.sgd({ learningRate }), loss: 'meanSquaredError' });
    const { compile, notes } = toModelFile(model);
    expect(compile).toBeNull();
    expect(notes.join()).toMatch(/^The learning rate schedule .*Halves.* is not kept/);
  });
});

describe('TensorFlow.js, which has no schedules', () => {
  const NOTE =
    'Training settings are left out: TensorFlow.js has no learning rate schedules, such as CosineDecay.';
  const file = () => readKeras(scheduleFixture('cosine-adam.keras'), { file: 'cosine-adam.keras' });

  it('gets the model without training settings, and that is said', () => {
    const { modelJson, notes } = writeTfjs(file());
    expect(JSON.parse(modelJson).trainingConfig).toBeUndefined();
    expect(notes[0]).toBe(NOTE);
  });

  it('gets a model that is not compiled, and that is said', async () => {
    const { model, notes } = await toTfjs(fromModelFile(file()));
    expect(model.optimizer).toBeUndefined();
    expect(notes).toContain(NOTE);
  });
});

describe('the count of steps in a file', () => {
  it('is refused where it is none', () => {
    const { optimizer } = readKeras(scheduleFixture('cosine-sgd.keras'), { file: 'a' }).compile!;
    const readCount = (count: number) => {
      const read = () => Float64Array.of(count);
      const dataset = { kind: 'dataset', path: 'vars/0', shape: [], read } as unknown;
      const source = new FileSource('readKeras', 'a.keras');
      return readOptimizerState(optimizer, [], [dataset as Hdf5Dataset], [], source)?.iteration;
    };
    expect(readCount(2 ** 31 - 1)).toBe(2 ** 31 - 1);
    expect(() => readCount(2 ** 31)).toThrow(FileFormatError);
    expect(() => readCount(2.5)).toThrow(
      'readKeras: expected a whole number of steps to 2147483647, received 2.5 at vars/0 of a.keras',
    );
  });
});
