import * as core from '@backprop/core';
import { transform } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { toModelFile } from '../../src/convert/index.js';
import { type ModelFile, readKeras } from '../../src/files/index.js';
import * as tfjs from '../../src/tfjs.js';
import { type ProgramLibrary, writeTypeScript } from '../../src/typescript/index.js';
import { scriptText } from '../../src/typescript/literals.js';
import { everyLayer, makeModel } from '../files/sample-models.js';
import { scheduleFixture } from '../files/saved-schedules.js';
import { kerasCase } from '../lockstep/keras-reference.js';
import { notebookModel } from '../python/notebook-model.js';

const KERAS = kerasCase('notebook regression, not shuffled');
const { x, y, batch_size: batchSize, epochs } = KERAS.spec;
const training = { x, y, batchSize, epochs };

/** Runs a program's text and gives its model and what it printed. */
async function run(text: string) {
  const libraries: Record<string, object> = { '@backprop/core': core, '@tensorflow/tfjs': tfjs };
  const { code } = await transform(text, { loader: 'ts' });
  const [, library] = /^import \* as tf from "(.*)";$/m.exec(code)!;
  const printed: unknown[][] = [];
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  const body = `${code.replace(/^import .*$/m, '')}\nreturn model;`;
  const program = new AsyncFunction('tf', 'console', body);
  const log = (...values: unknown[]) => printed.push(values);
  const model = (await program(libraries[library!], { log })) as core.Sequential;
  return { model, printed };
}

const weightsOf = (model: core.Sequential) =>
  model.layers.flatMap((layer) => layer.getWeights().map((weight) => [...weight.dataSync()]));

const fileWeights = ({ layers }: ModelFile) =>
  layers.flatMap(({ weights }) => weights.map(({ values }) => [...values]));

describe('writeTypeScript', () => {
  // Programs print a summary.
  beforeEach(() => void vi.spyOn(console, 'log').mockReturnValue());
  afterEach(() => vi.restoreAllMocks());

  it('writes the notebook as a program that a person would write', () => {
    expect(writeTypeScript(notebookModel(), { training })).toMatchInlineSnapshot(`
      "// Runs in a clone of the repository of "Backpropagation, Explored", once \`npm start\` has built it:
      // save this as packages/keras-bridge/program.mjs, then node packages/keras-bridge/program.mjs
      import * as tf from '@backprop/core';

      // The model
      const model = tf.sequential({
        name: 'sequential',
        layers: [
          tf.layers.dense({ name: 'dense', units: 2, inputShape: [2] }),
          tf.layers.dense({ name: 'dense_1', units: 1 }),
        ],
      });

      // The weights
      model.getLayer('dense').setWeights([
        tf.tensor([[0.1, 0.1], [0.1, 0.1]]),
        tf.tensor([0, 0]),
      ]);
      model.getLayer('dense_1').setWeights([
        tf.tensor([[0.1], [0.1]]),
        tf.tensor([0]),
      ]);

      // How it learns
      model.compile({ optimizer: tf.train.adam(0.001), loss: 'meanSquaredError' });

      // The same training, in the same order
      const x = tf.tensor([[8, 8], [7, 9], [6, 10], [5, 12]]);
      const y = tf.tensor([[4], [5], [6], [7]]);
      const { history } = await model.fit(x, y, {
        batchSize: 1,
        epochs: 75,
        shuffle: false,
        verbose: 0,
      });
      history.loss?.forEach((loss, epoch) => console.log(epoch + 1, loss));
      "
    `);
  });

  it('does not send anyone to npm for core, which is not there', () => {
    expect(writeTypeScript(notebookModel())).not.toMatch(/npm install/);
    const text = writeTypeScript(notebookModel(), { library: '@tensorflow/tfjs' });
    expect(text).toMatch(/^\/\/ Runs with: npm install @tensorflow\/tfjs /);
  });

  it('changes how to run it and the import line, and nothing else, for what both libraries have', () => {
    const texts = (['@backprop/core', '@tensorflow/tfjs'] as const).map((library) =>
      writeTypeScript(notebookModel(), { library, training }).replace(/^(\/\/ .*\n)+/, ''),
    );
    expect(texts[0]).not.toBe(texts[1]);
    expect(texts[0]!.replaceAll('@backprop/core', '@tensorflow/tfjs')).toBe(texts[1]);
  });

  it.each(['@backprop/core', '@tensorflow/tfjs'] as const)(
    'prints the losses that the real Keras gave, on %s',
    async (library) => {
      const { printed } = await run(writeTypeScript(notebookModel(), { library, training }));
      expect(printed).toHaveLength(epochs);
      printed.forEach(([epoch, loss], i) => {
        expect(epoch).toBe(i + 1);
        expect(Math.abs((loss as number) / KERAS.result.history.loss[i]! - 1)).toBeLessThan(5e-6);
      });
    },
  );

  const every = (library: ProgramLibrary) => writeTypeScript(everyLayer(), { library });

  it('writes every layer and how it learns', () => {
    const lines = every('@backprop/core')
      .split('\n')
      .filter((line) => /tf\.layers|compile/.test(line));
    expect(lines.map((line) => line.trim())).toMatchInlineSnapshot(`
      [
        "tf.layers.conv2d({ name: 'conv2d_0', filters: 4, kernelSize: [3, 3], padding: 'same', activation: 'relu', inputShape: [8, 8, 3] }),",
        "tf.layers.batchNormalization({ name: 'batchnormalization_1' }),",
        "tf.layers.maxPooling2d({ name: 'maxpooling2d_2' }),",
        "tf.layers.conv2d({ name: 'conv2d_3', filters: 5, kernelSize: [2, 2], useBias: false }),",
        "tf.layers.leakyReLU({ name: 'leakyrelu_4', alpha: 0.1 }),",
        "tf.layers.averagePooling2d({ name: 'averagepooling2d_5', poolSize: [2, 2], strides: [1, 1] }),",
        "tf.layers.reshape({ name: 'reshape_6', targetShape: [4, 5] }),",
        "tf.layers.elu({ name: 'elu_7' }),",
        "tf.layers.layerNormalization({ name: 'layernormalization_8', epsilon: 0.01 }),",
        "tf.layers.flatten({ name: 'flatten_9' }),",
        "tf.layers.dropout({ name: 'dropout_10', rate: 0.25 }),",
        "tf.layers.dense({ name: 'dense_11', units: 6, activation: 'tanh', kernelRegularizer: tf.regularizers.l2({ l2: 0.01 }) }),",
        "tf.layers.reshape({ name: 'reshape_12', targetShape: [1, 2, 3] }),",
        "tf.layers.globalMaxPooling2d({ name: 'globalmaxpooling2d_13' }),",
        "tf.layers.reLU({ name: 'relu_14', maxValue: 6 }),",
        "tf.layers.activation({ name: 'activation_15', activation: 'softplus' }),",
        "tf.layers.dense({ name: 'dense_16', units: 4 }),",
        "tf.layers.reshape({ name: 'reshape_17', targetShape: [2, 1, 2] }),",
        "tf.layers.globalAveragePooling2d({ name: 'globalaveragepooling2d_18' }),",
        "tf.layers.dense({ name: 'dense_19', units: 3 }),",
        "tf.layers.softmax({ name: 'softmax_20' }),",
        "model.compile({ optimizer: tf.train.adam({ learningRate: 1, amsgrad: true }), loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });",
      ]
    `);
  });

  it.each(['@backprop/core', '@tensorflow/tfjs'] as const)(
    'rebuilds every layer with the same weights on %s',
    async (library) => {
      const { model } = await run(every(library));
      expect(weightsOf(model)).toEqual(fileWeights(everyLayer()));
      expect(model.layers.map(({ name }) => name)).toEqual(
        everyLayer().layers.map(({ name }) => name),
      );
    },
  );

  it('keeps float64 to the last digit', async () => {
    const model = makeModel([null, 2], [['Dense', { units: 1 }]]);
    model.layers[0]!.weights[0]!.values = Float64Array.of(0.1, 1 / 3);
    model.layers[0]!.weights[1]!.values = Float64Array.of(0);
    const { model: back } = await run(writeTypeScript(model));
    expect(weightsOf(back)).toEqual([[0.1, 1 / 3], [0]]);
    expect(back.dtype).toBe('float64');
  });

  const OPTIMIZERS = {
    'tf.train.sgd(0.5)': ['SGD', {}],
    'tf.train.momentum(0.5, 0.9)': ['SGD', { momentum: 0.9 }],
    'tf.train.momentum(0.5, 0.9, true)': ['SGD', { momentum: 0.9, nesterov: true }],
    'tf.train.sgd({ learningRate: 0.5, momentum: 0.9, clipnorm: 1 })': [
      'SGD',
      { momentum: 0.9, clipnorm: 1 },
    ],
    'tf.train.adam(0.5, 0.9, 0.99)': ['Adam', { beta_2: 0.99 }],
    'tf.train.adamw({ learningRate: 0.5, weightDecay: 0.1 })': ['AdamW', { weight_decay: 0.1 }],
    'tf.train.rmsprop(0.5, 0.9, 0, 1e-7, true)': ['RMSprop', { centered: true }],
    'tf.train.adagrad(0.5, 0.2)': ['Adagrad', { initial_accumulator_value: 0.2 }],
  } as const;
  it.each(Object.entries(OPTIMIZERS))('writes %s, and core takes it', async (text, given) => {
    const [className, config] = given;
    const optimizer = { className, config: { learning_rate: 0.5, ...config } };
    const compile = { optimizer, loss: { name: 'huber', config: { delta: 0.7 } }, metrics: [] };
    const program = writeTypeScript({ ...notebookModel(), compile });
    expect(program).toContain(`optimizer: ${text},`);
    const { model } = await run(program);
    expect(model.optimizer?.className).toBe(className);
    expect(model.optimizer?.getConfig()).toMatchObject(optimizer.config);
    expect(model.compiled('test').loss.name).toBe('huber');
  });

  const SCHEDULED = [
    [
      'piecewise',
      'tf.schedules.piecewiseConstantDecay({ boundaries: [1, 4], values: [0.1, 0.05, 0.01] })',
    ],
    [
      'exponential',
      'tf.schedules.exponentialDecay({ initialLearningRate: 0.1, decaySteps: 2, decayRate: 0.5, staircase: true })',
    ],
    [
      'inverse-time',
      'tf.schedules.inverseTimeDecay({ initialLearningRate: 0.1, decaySteps: 2, decayRate: 0.5 })',
    ],
    [
      'cosine',
      'tf.schedules.cosineDecay({ initialLearningRate: 0.01, decaySteps: 5, alpha: 0.1, warmupTarget: 0.1, warmupSteps: 2 })',
    ],
    [
      'restarts',
      'tf.schedules.cosineDecayRestarts({ initialLearningRate: 0.1, firstDecaySteps: 2, mMul: 0.5, alpha: 0.01 })',
    ],
    [
      'polynomial',
      'tf.schedules.polynomialDecay({ initialLearningRate: 0.1, decaySteps: 4, endLearningRate: 0.01, power: 2, cycle: true })',
    ],
  ] as const;
  it.each(SCHEDULED)('writes the schedule of %s as %s, and core takes it', async (name, text) => {
    for (const [optimizer, call] of [
      ['sgd', `tf.train.momentum(${text}, 0.9)`],
      ['adam', `tf.train.adam(${text})`],
    ]) {
      const file = readKeras(scheduleFixture(`${name}-${optimizer}.keras`), { file: name });
      const program = writeTypeScript(file);
      expect(program).toContain(
        `// The optimizer and its schedule begin anew, not after the 3 steps made.\nmodel.compile({ optimizer: ${call},`,
      );
      const { model } = await run(program);
      expect(toModelFile(model).compile).toEqual(file.compile);
    }
  });

  it('writes a schedule among named settings', async () => {
    const file = readKeras(scheduleFixture('inverse-time-sgd.keras'), { file: 'a.keras' });
    file.compile!.optimizer.config.clipnorm = 1;
    const program = writeTypeScript({ ...file, optimizerState: null });
    expect(program).not.toContain('begin anew');
    expect(program).toContain('tf.train.sgd({ learningRate: tf.schedules.inverseTimeDecay({');
    expect(toModelFile((await run(program)).model).compile).toEqual(file.compile);
  });

  it('says that TensorFlow.js has no schedules, and does not train without one', () => {
    const file = readKeras(scheduleFixture('cosine-adam.keras'), { file: 'a.keras' });
    const library = '@tensorflow/tfjs';
    const text = writeTypeScript(file, { library });
    expect(text).toContain(
      '// How it learns\n// Training settings are left out: TensorFlow.js has no learning rate schedules, such as CosineDecay.\n',
    );
    expect(text).not.toContain('compile(');
    expect(() => writeTypeScript(file, { library, training })).toThrow(
      'writeTypeScript: expected a compiled model to train, received Training settings are left out: TensorFlow.js has no learning rate schedules, such as CosineDecay; write it for core',
    );
  });

  it('does not let a text become code', () => {
    const name = `a'); throw 1; ("\\'\n`;
    expect(new Function(`return ${scriptText(name)}`)()).toBe(name);
  });

  it('refuses what nobody could read, what TensorFlow.js lacks, and training without a loss', () => {
    const large = makeModel([null, 300], [['Dense', { units: 100 }]]);
    expect(() => writeTypeScript(large)).toThrow(
      'writeTypeScript: expected at most 20000 weights to write out, received 30100',
    );
    const hard = makeModel([null, 1], [['Dense', { units: 1, activation: 'hard_sigmoid' }]]);
    expect(() => writeTypeScript(hard, { library: '@tensorflow/tfjs' })).toThrow(
      'layers that TensorFlow.js computes as Keras does, received activation hard_sigmoid',
    );
    expect(() => writeTypeScript({ ...notebookModel(), compile: null }, { training })).toThrow(
      'call compile first',
    );
  });
});
