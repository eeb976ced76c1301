import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NestedArray, setSeed, tensor } from '@backprop/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromModelFile, toModelFile } from '../../src/convert/index.js';
import { type ModelFile, readKeras, writeKeras, writeKerasH5 } from '../../src/files/index.js';
import { kerasCase } from '../lockstep/keras-reference.js';
import { hasPython, python } from '../python/run-python.js';
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
out = {}
for job in json.load(sys.stdin):
    model = keras.models.load_model(job["path"])
    x = np.array(job["x"], dtype="float32")
    result = {"predicted": model.predict(x, verbose=0).tolist()}
    if "y" in job:
        y = np.array(job["y"], dtype="float32")
        result["iterations"] = int(model.optimizer.iterations.numpy())
        fit = model.fit(x, y, batch_size=job["batchSize"], epochs=3, shuffle=False, verbose=0)
        result["loss"] = fit.history["loss"]
    out[job["path"]] = result
print("RESULT", json.dumps(out))
`;

const TRAINED = ['bce-adam-3', 'deep', 'sparse-cce', 'relu-mse'];
/** A model that trained in core on what Keras trained on, and its reference. */
async function trainInCore(name: string) {
  const { spec } = kerasCase(name.replace('bce-adam-3', 'bce adam 3').replaceAll('-', ' '));
  const model = fromModelFile(readKeras(fixture(`${name}.keras`), { file: name }));
  const [x, y] = [tensor(spec.x), tensor(spec.y)];
  const go = async () => {
    const plan = { batchSize: spec.batch_size, epochs: 3, shuffle: false, verbose: 0 } as const;
    return (await model.fit(x, y, plan)).history.loss as number[];
  };
  await go();
  return { model, spec, x, go };
}

describe('the real Keras', () => {
  let folder: string;
  beforeAll(() => {
    setSeed(1);
    folder = mkdtempSync(join(tmpdir(), 'backprop-keras-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('opens what is written here, predicts the same and trains on', {
    timeout: 600_000,
  }, async (context) => {
    if (!hasPython('keras')) context.skip();
    const jobs: object[] = [];
    const expected: Record<
      string,
      { predicted: NestedArray; loss?: number[]; iterations?: number }
    > = {};
    const save = (
      name: string,
      model: ModelFile,
      job: object,
      result: (typeof expected)[string],
    ) => {
      for (const [ending, write] of [
        ['keras', writeKeras],
        ['h5', writeKerasH5],
      ] as const) {
        const path = join(folder, `${name}.${ending}`);
        writeFileSync(path, write(model));
        jobs.push({ path, ...job });
        expected[path] = result;
      }
    };
    for (const [name, { model, x }] of Object.entries(PREDICTED)) {
      const predicted = fromModelFile(model).predict(tensor(x)).arraySync() as NestedArray;
      save(name, model, { x }, { predicted });
    }
    for (const name of TRAINED) {
      const { model, spec, x, go } = await trainInCore(name);
      const predicted = model.predict(x).arraySync() as NestedArray;
      const iterations = model.optimizer!.iterations;
      const file = toModelFile(model);
      const job = { x: spec.x, y: spec.y, batchSize: spec.batch_size };
      save(name, file, job, { predicted, iterations, loss: await go() });
    }
    const { stdout, stderr } = python(SCRIPT, JSON.stringify(jobs));
    const line = stdout.split('\n').find((text) => text.startsWith('RESULT'));
    expect(line, stderr.slice(-2000)).toBeDefined();
    const results = JSON.parse(line!.slice('RESULT'.length)) as typeof expected;
    for (const [path, { predicted, loss, iterations }] of Object.entries(expected)) {
      const found = results[path]!;
      const flat = (value: NestedArray) => [value].flat(9) as number[];
      const apart = flat(found.predicted).map((value, i) => Math.abs(value - flat(predicted)[i]!));
      expect(Math.max(...apart), path).toBeLessThan(2e-6);
      if (loss === undefined) continue;
      // A .h5 file has no state, so the losses differ; that Keras trains it at all is the point.
      if (path.endsWith('.h5')) {
        expect(found.loss, path).toHaveLength(3);
        continue;
      }
      expect(found.iterations, path).toBe(iterations);
      const losses = found.loss!.map((value, i) => Math.abs(value / loss[i]! - 1));
      expect(Math.max(...losses), path).toBeLessThan(5e-6);
    }
  });
});
