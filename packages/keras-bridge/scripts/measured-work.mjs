// What is measured: models of two sizes, written and read in every format.

import { layers, sequential } from '@backprop/core';
import { toModelFile } from '../dist/convert/index.js';
import { readModelFile, writeKeras, writeKerasH5, writeTfjs } from '../dist/files/index.js';

/** Dense layers of these sizes, as Keras's examples have them. */
function makeModel([inputs, ...sizes]) {
  const model = sequential({
    layers: sizes.map((units, i) =>
      layers.dense({
        units,
        kernelInitializer: 'zeros',
        ...(i === 0 ? { inputShape: [inputs] } : {}),
      }),
    ),
  });
  const file = toModelFile(model);
  for (const { values } of file.layers.flatMap((layer) => layer.weights)) {
    for (let i = 0; i < values.length; i++) values[i] = Math.sin(i);
  }
  return file;
}

const FORMATS = {
  '.keras': {
    write: (model) => writeKeras(model),
    read: (bytes) => readModelFile(bytes, { file: 'model.keras' }),
  },
  '.h5': {
    write: (model) => writeKerasH5(model),
    read: (bytes) => readModelFile(bytes, { file: 'model.h5' }),
  },
  'model.json': {
    write: (model) => writeTfjs(model),
    read: ({ modelJson, weights, weightsName }) =>
      readModelFile(new TextEncoder().encode(modelJson), {
        file: 'model.json',
        shards: { [weightsName]: weights },
      }),
  },
};

/** Sizes of the layers, and how often each is written and read. */
const WORK = [
  { sizes: [784, 512, 10], runs: 11 },
  { sizes: [5000, 5000, 10], runs: 3 },
];

/** Such as `784-512-10 (1.6 MB)`. */
function nameOf(model, sizes) {
  const weights = model.layers.flatMap((layer) => layer.weights);
  const megabytes = weights.reduce((sum, { values }) => sum + values.byteLength, 0) / 1e6;
  return `${sizes.join('-')} (${megabytes.toFixed(1)} MB)`;
}

/**
 * A row for each model and format: what `measure(runs, task)` found of writing and of reading, as
 * `columns(written, read)` shows it.
 */
export function measureAll(measure, columns) {
  return WORK.flatMap(({ sizes, runs }) => {
    const model = makeModel(sizes);
    return Object.entries(FORMATS).map(([format, { write, read }]) => {
      const written = measure(runs, () => write(model));
      const back = measure(runs, () => read(written.result));
      return { model: nameOf(model, sizes), format, ...columns(written, back) };
    });
  });
}

/** A time for the table. */
export const ms = (value) => `${value.toFixed(1)} ms`;
