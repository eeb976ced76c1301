import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@backprop/core';
import { type NestedArray, setSeed, tensor } from '@backprop/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromModelFile, toModelFile } from '../../src/convert/index.js';
import { type ModelFile, readKeras, writeKeras, writeKerasH5 } from '../../src/files/index.js';
import { LOSSES } from '../../src/files/training/losses.js';
import { kerasCase } from '../lockstep/keras-reference.js';
import { hasPython, INTERPRETERS, python } from '../python/run-python.js';
import { everyLayer, fixture, makeModel, makeRandom } from './sample-models.js';

/** One of every layer, with variances that are variances and outputs that are not all alike. */
function everyLayerModel(): ModelFile {
  const model = everyLayer();
  for (const weight of model.layers.flatMap(({ weights }) => weights)) {
    if (weight.name === 'moving_variance') weight.values = weight.values.map(Math.abs);
  }
  return { ...model, compile: null };
}

const embedding = () =>
  makeModel(
    [null, 3],
    [
      ['Embedding', { input_dim: 5, output_dim: 2 }],
      ['Flatten', {}],
      ['Dense', { units: 2, activation: 'softmax' }],
    ],
  );

const numbers = (shape: readonly number[], random: () => number): NestedArray => {
  const [size, ...rest] = shape;
  return size === undefined
    ? random()
    : (Array.from({ length: size }, () => numbers(rest, random)) as NestedArray);
};

const random = makeRandom(3);
const PREDICTED: Record<string, { model: ModelFile; x: NestedArray }> = {
  every: { model: everyLayerModel(), x: numbers([4, 8, 8, 3], random) },
  embedding: {
    model: embedding(),
    x: [
      [0, 4, 2],
      [1, 3, 3],
    ],
  },
};

/** Loads each file, predicts, and goes on training where there is data for it. */
const SCRIPT = `
import json, sys
import keras, numpy as np
out = {"version": keras.__version__}
for job in json.load(sys.stdin):
    model = keras.models.load_model(job["path"])
    x = np.array(job["x"], dtype="float32")
    result = {"predicted": np.array(model(x)).tolist()}
    if "y" in job:
        # Step by step: a graph for each of the small models would take minutes.
        model.run_eagerly = True
        y = np.array(job["y"], dtype="float32")
        result["iterations"] = int(model.optimizer.iterations.numpy())
        fit = model.fit(x, y, batch_size=job["batchSize"], epochs=3, shuffle=False, verbose=0)
        result["loss"] = fit.history["loss"]
    out[job["path"]] = result
print("RESULT", json.dumps(out))
`;

const TRAINED = ['bce-adam-3', 'deep', 'sparse-cce', 'relu-mse'];

/** A model that is half trained, the data, and how core goes on. */
interface HalfTrained {
  model: core.Sequential;
  x: NestedArray;
  y: NestedArray;
  batchSize: number;
}

/** Trains for three epochs and returns their losses. */
async function goOn({ model, x, y, batchSize }: HalfTrained): Promise<number[]> {
  const plan = { batchSize, epochs: 3, shuffle: false, verbose: 0 } as const;
  return (await model.fit(tensor(x), tensor(y), plan)).history.loss as number[];
}

/** A model that trained in core on what Keras trained on. */
async function trainReference(name: string): Promise<HalfTrained> {
  const { spec } = kerasCase(name.replace('bce-adam-3', 'bce adam 3').replaceAll('-', ' '));
  const model = fromModelFile(readKeras(fixture(`${name}.keras`), { file: name }));
  const half = { model, x: spec.x, y: spec.y, batchSize: spec.batch_size };
  await goOn(half);
  return half;
}

/** One of each kind of memory: which slots there are, and in which order they lie. */
const OPTIMIZERS: Record<string, () => core.Optimizer> = {
  'sgd plain': () => core.train.sgd(0.05),
  'sgd momentum': () => new core.SGD({ learningRate: 0.05, momentum: 0.9 }),
  'sgd nesterov': () => new core.SGD({ learningRate: 0.05, momentum: 0.9, nesterov: true }),
  adam: () => new core.Adam({ learningRate: 0.01 }),
  'adam amsgrad': () => new core.Adam({ learningRate: 0.01, amsgrad: true }),
  adamw: () => new core.AdamW({ learningRate: 0.01, weightDecay: 0.1 }),
  rmsprop: () => new core.RMSprop({ learningRate: 0.01 }),
  'rmsprop momentum': () => new core.RMSprop({ learningRate: 0.01, momentum: 0.5 }),
  'rmsprop centered': () => new core.RMSprop({ learningRate: 0.01, centered: true, momentum: 0.5 }),
  adagrad: () => new core.Adagrad({ learningRate: 0.1 }),
  clipped: () => new core.SGD({ learningRate: 0.05, momentum: 0.9, clipnorm: 0.1 }),
};

/** Every metric that files know and core computes, in Keras's spelling or an older one. */
const METRICS = ['acc', 'huber', 'logCosh', 'kld', 'cosineProximity', 'mse', 'mape', 'rmse'];

async function trainSmall(
  optimizer: core.Optimizer,
  loss: string,
  metrics: string[] = [],
): Promise<HalfTrained> {
  const draw = makeRandom(11);
  // Behind a softmax, Keras takes its logits for a sigmoid's, and computes another loss than ours.
  const activation = loss === 'binary_crossentropy' ? 'sigmoid' : 'softmax';
  const model = core.sequential({
    layers: [
      core.layers.dense({ units: 4, activation: 'tanh', inputShape: [3] }),
      core.layers.batchNormalization(),
      core.layers.dense({ units: 2, activation }),
    ],
  });
  model.setWeights(
    model.getWeights().map(({ shape }) => {
      const near = shape.length === 1 ? 1 : 0;
      return tensor(numbers(shape, () => near + draw() - 0.5));
    }),
  );
  const x = numbers([8, 3], draw);
  // Targets that add up to 1: TensorFlow's gradient of a cross-entropy takes that for granted.
  const y = Array.from({ length: 8 }, () => {
    const first = draw();
    return loss === 'sparse_categorical_crossentropy' ? [Math.round(first)] : [first, 1 - first];
  });
  model.compile({ optimizer, loss, metrics });
  const half = { model, x, y, batchSize: 3 };
  await goOn(half);
  return half;
}

interface Result {
  predicted: NestedArray;
  loss?: number[];
  iterations?: number;
}

/** Files for Keras to open, what it is to do with each, and what core does. */
class Jobs {
  readonly jobs: object[] = [];
  readonly expected: Record<string, Result> = {};
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  add(name: string, model: ModelFile, job: object, result: Result): void {
    for (const [ending, write] of [
      ['keras', writeKeras],
      ['h5', writeKerasH5],
    ] as const) {
      const path = join(this.folder, `${name}.${ending}`);
      writeFileSync(path, write(model));
      this.jobs.push({ path, ...job });
      this.expected[path] = result;
    }
  }

  async addTraining(name: string, half: HalfTrained): Promise<void> {
    const { model, ...job } = half;
    const predicted = model.predict(tensor(job.x)).arraySync() as NestedArray;
    const { iterations } = model.optimizer!;
    const file = toModelFile(model);
    this.add(name, file, job, { predicted, iterations, loss: await goOn(half) });
  }
}

describe('the real Keras', () => {
  let folder: string;
  let jobs: Jobs;
  beforeAll(async () => {
    setSeed(1);
    folder = mkdtempSync(join(tmpdir(), 'backprop-keras-'));
    jobs = new Jobs(folder);
    for (const [name, { model, x }] of Object.entries(PREDICTED)) {
      const predicted = fromModelFile(model).predict(tensor(x)).arraySync() as NestedArray;
      jobs.add(name, model, { x }, { predicted });
    }
    for (const name of TRAINED) await jobs.addTraining(name, await trainReference(name));
    for (const [name, optimizer] of Object.entries(OPTIMIZERS)) {
      await jobs.addTraining(name, await trainSmall(optimizer(), 'mean_squared_error'));
    }
    for (const loss of LOSSES) {
      // A small rate: the percentage error of targets near 0 is large and would shake the net.
      await jobs.addTraining(loss, await trainSmall(core.train.sgd(0.0001), loss));
    }
    const watched = await trainSmall(core.train.sgd(0.01), 'mean_squared_error', METRICS);
    await jobs.addTraining('metrics', watched);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  for (const interpreter of INTERPRETERS) {
    it(`of ${interpreter} opens what is written here, predicts the same and trains on`, {
      timeout: 600_000,
    }, (context) => {
      if (!hasPython('keras', interpreter)) context.skip();
      const { stdout, stderr } = python(SCRIPT, JSON.stringify(jobs.jobs), interpreter);
      const line = stdout.split('\n').find((text) => text.startsWith('RESULT'));
      expect(line, stderr.slice(-2000)).toBeDefined();
      const { version, ...results } = JSON.parse(line!.slice('RESULT'.length)) as {
        version: string;
      } & Record<string, Result>;
      console.info(`opened ${Object.keys(results).length} files with Keras ${version}`);
      for (const [path, expected] of Object.entries(jobs.expected)) {
        compare(results[path]!, expected, `${path} in Keras ${version}`);
      }
    });
  }
});

function compare(found: Result, expected: Result, title: string): void {
  const flat = (value: NestedArray) => [value].flat(9) as number[];
  const wanted = flat(expected.predicted);
  const apart = flat(found.predicted).map((value, i) => Math.abs(value - wanted[i]!));
  expect(Math.max(...apart), title).toBeLessThan(1e-6);
  if (expected.loss === undefined) return;
  // A .h5 file has no state, so the losses differ; that Keras trains it at all is the point.
  if (title.includes('.h5 ')) {
    expect(found.loss, title).toHaveLength(3);
    return;
  }
  expect(found.iterations, title).toBe(expected.iterations);
  const losses = found.loss!.map((value, i) => Math.abs(value / expected.loss![i]! - 1));
  expect(Math.max(...losses), title).toBeLessThan(5e-6);
}
