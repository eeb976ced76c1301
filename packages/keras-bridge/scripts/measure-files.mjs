// Processor time and memory that reading and writing take: node --expose-gc scripts/measure-files.mjs

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

const MEMORY = () => process.memoryUsage().rss / 1e6;

/** Milliseconds that the processor worked for this process: a busy machine makes others wait longer. */
const worked = (since) => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};

/** Processor time in ms of the first of some runs and their median, and how much the process grew in MB. */
function measure(runs, task) {
  globalThis.gc?.();
  const before = MEMORY();
  let grown = 0;
  let result;
  const times = Array.from({ length: runs }, () => {
    result = undefined;
    const start = process.cpuUsage();
    result = task();
    const time = worked(start);
    grown = Math.max(grown, MEMORY() - before);
    return time;
  });
  const [first] = times;
  times.sort((a, b) => a - b);
  return { result, first, median: times[runs >> 1], grown };
}

const rows = [];
for (const [sizes, runs] of [
  [[784, 512, 10], 11],
  [[5000, 5000, 10], 3],
]) {
  const model = makeModel(sizes);
  const weights = model.layers.flatMap((layer) => layer.weights);
  const megabytes = weights.reduce((sum, { values }) => sum + values.byteLength, 0) / 1e6;
  for (const [format, { write, read }] of Object.entries(FORMATS)) {
    const written = measure(runs, () => write(model));
    const back = measure(runs, () => read(written.result));
    const ms = (value) => `${value.toFixed(1)} ms`;
    rows.push({
      model: `${sizes.join('-')} (${megabytes.toFixed(1)} MB)`,
      format,
      'write, first': ms(written.first),
      'write, median': ms(written.median),
      'read, first': ms(back.first),
      'read, median': ms(back.median),
      'grown, writing': `${written.grown.toFixed(0)} MB`,
      'grown, reading': `${back.grown.toFixed(0)} MB`,
    });
  }
}
console.table(rows);
