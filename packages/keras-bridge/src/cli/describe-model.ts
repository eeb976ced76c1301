import type { ModelComparison } from '../files/compare-models.js';
import type { FileOptimizer, FileSchedule, ModelFile } from '../files/model-file.js';
import { shortFloat32 } from '../program-text/lists.js';
import { table } from './text-table.js';

const countOf = (tensors: readonly { values: ArrayLike<number> }[]) =>
  tensors.reduce((sum, { values }) => sum + values.length, 0);

/** What `inspect` tells, as data. */
export function modelAsData({ layers, compile, optimizerState, ...rest }: ModelFile) {
  return {
    ...rest,
    layers: layers.map(({ weights, ...layer }) => ({
      ...layer,
      parameters: countOf(weights),
      weights: weights.map(({ name, shape }) => ({ name, shape })),
    })),
    parameters: countOf(layers.flatMap(({ weights }) => weights)),
    compile,
    optimizerState: optimizerState && {
      iteration: optimizerState.iteration,
      learningRate: optimizerState.learningRate,
      slots: optimizerState.slots.map(({ name }) => name),
    },
  };
}

const FORMATS = { keras: '.keras', 'keras-h5': 'legacy .h5', tfjs: 'TensorFlow.js' };

/** The same for people. */
export function modelAsText(model: ModelFile): string {
  const { name, format, kerasVersion, compile, optimizerState, notes } = model;
  const data = modelAsData(model);
  const rows = data.layers.map((layer) => [
    layer.name,
    layer.className,
    `(${layer.outputShape.map((size) => size ?? 'None').join(', ')})`,
    layer.parameters.toLocaleString('en'),
  ]);
  return [
    `${name}: ${FORMATS[format]} file${kerasVersion === null ? '' : ` of Keras ${kerasVersion}`}`,
    '',
    ...table([['layer', 'class', 'output shape', 'weights'], ...rows]),
    '',
    `${data.parameters.toLocaleString('en')} weights`,
    compile === null
      ? 'not compiled'
      : `${optimizerAsText(compile.optimizer)}, ${compile.loss.name}`,
    ...(optimizerState === null
      ? []
      : [
          `optimizer state after ${optimizerState.iteration} steps; the next learning rate is ${shortFloat32(Math.fround(optimizerState.learningRate))}`,
        ]),
    ...notes.map((note) => `note: ${note}`),
  ].join('\n');
}

/** `SGD (learning_rate ExponentialDecay(initial_learning_rate 0.1, …), momentum 0.9)` */
function optimizerAsText({ className, config, schedule }: FileOptimizer): string {
  const rate =
    schedule === undefined
      ? []
      : [`learning_rate ${schedule.className}(${settings(schedule.config)})`];
  return `${className} (${[...rate, settings(config)].filter((text) => text !== '').join(', ')})`;
}

const settings = (config: FileSchedule['config']) =>
  Object.entries(config)
    .filter(([, value]) => value !== null && value !== false)
    .map(([key, value]) => `${key} ${Array.isArray(value) ? `[${value.join(', ')}]` : value}`)
    .join(', ');

/** What `compare` found, for people. */
export function comparisonAsText({ architecture, weights, largest }: ModelComparison): string {
  const apart = weights.filter(({ difference }) => difference > 0);
  const rows = apart.map((row) => [
    `${row.layer}/${row.name}`,
    `[${row.index.join(', ')}]`,
    String(row.first),
    String(row.second),
    row.difference.toExponential(2),
    String(row.ulps),
    String(row.digit ?? ''),
  ]);
  const header = ['weight', 'at', 'first', 'second', 'apart', 'ulps', 'digit'];
  return [
    ...architecture,
    ...(rows.length === 0 ? [] : table([header, ...rows])),
    apart.length === 0
      ? `All ${weights.length} weights that both have are equal.`
      : `Largest difference of a weight: ${largest}`,
  ].join('\n');
}
