import type { FileLayer, FileTensor, ModelFile } from '../files/model-file.js';
import { readTfjs } from '../files/tfjs/read-tfjs.js';
import { writeTfjs } from '../files/tfjs/write-tfjs.js';
import { nest, shortFloat32 } from '../program-text/lists.js';
import {
  checkSize,
  needCompile,
  type ProgramTraining,
  scheduleComment,
} from '../program-text/training.js';
import { compileCall, layerCall } from './calls.js';
import { scriptRows, scriptText } from './literals.js';

/** The libraries that a program is written for. */
export type ProgramLibrary = '@backprop/core' | '@tensorflow/tfjs';

// Core is not on npm: under its name there could be anything.
const HOW_TO_RUN: Record<ProgramLibrary, string> = {
  '@backprop/core': [
    '// Runs in a clone of the repository of "Backpropagation, Explored", once `npm start` has built it:',
    '// save this as packages/keras-bridge/program.mjs, then node packages/keras-bridge/program.mjs',
  ].join('\n'),
  '@tensorflow/tfjs': '// Runs with: npm install @tensorflow/tfjs tsx, npx tsx program.mts',
};

export interface TypeScriptOptions {
  /** Whose names are imported (default `@backprop/core`). */
  library?: ProgramLibrary;
  /** Data and plan; without it the program ends with the model's summary. */
  training?: ProgramTraining;
}

/**
 * Writes a TypeScript program that rebuilds the model with the same weights, and, when given data,
 * trains it in the same order and prints each epoch's loss.
 *
 * The text is plain JavaScript too. For TensorFlow.js it holds only what that library computes as
 * Keras does, and then runs on core with its import line changed. Its first lines say how to run it.
 *
 * @param model - from `toModelFile` or a reader
 * @param options - library, data and plan
 * @returns the text of a program
 * @throws ArgumentError when the model has too many weights to be written out, is not compiled and
 *   shall be trained, or has what TensorFlow.js lacks
 * @example
 * const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [2], name: 'out' })] });
 * const text = writeTypeScript(toModelFile(model));
 * text.includes("tf.layers.dense({ name: 'out', units: 1, inputShape: [2] })") //=> true
 */
export function writeTypeScript(
  model: ModelFile,
  { library = '@backprop/core', training }: TypeScriptOptions = {},
): string {
  checkSize(model, 'writeTypeScript');
  const { known, notes } =
    library === '@tensorflow/tfjs' ? asTfjsKnows(model) : { known: model, notes: [] };
  const parts = [
    `${HOW_TO_RUN[library]}\nimport * as tf from '${library}';`,
    `// The model\n${modelCode(known)}`,
    `// The weights\n${weightsCode(known.layers)}`,
  ];
  if (training !== undefined) needCompile(known, 'writeTypeScript', notes);
  if (known.compile !== null) {
    const lines = [...scheduleComment(known, '//'), compileCall(known.compile)];
    parts.push(`// How it learns\n${lines.join('\n')}`);
  } else if (notes.length > 0) {
    parts.push(`// How it learns\n${notes.map((note) => `// ${note}`).join('\n')}`);
  }
  if (training === undefined) parts.push('// What it looks like\nmodel.summary();');
  else parts.push(`// The same training, in the same order\n${trainingCode(training)}`);
  return `${parts.join('\n\n')}\n`;
}

/** The model after a way through TensorFlow.js's format, which refuses what that library lacks. */
function asTfjsKnows(model: ModelFile): { known: ModelFile; notes: string[] } {
  const { modelJson, weights, weightsName, notes } = writeTfjs(model);
  return { known: readTfjs(modelJson, { [weightsName]: weights }, { file: 'the model' }), notes };
}

function modelCode({ name, inputShape, layers }: ModelFile): string {
  const lines = layers.map((layer, i) => layerCall(layer, i === 0 ? inputShape : null));
  const isDouble = layers.some(({ weights }) => weights.some(isFloat64));
  return [
    'const model = tf.sequential({',
    `  name: ${scriptText(name)},`,
    ...(isDouble ? ["  dtype: 'float64',"] : []),
    '  layers: [',
    ...lines.map((line) => `    ${line},`),
    '  ],',
    '});',
  ].join('\n');
}

const isFloat64 = ({ values }: FileTensor) => values instanceof Float64Array;

function weightsCode(layers: readonly FileLayer[]): string {
  const calls = layers
    .filter(({ weights }) => weights.length > 0)
    .map(({ name, weights }) => {
      const tensors = weights.map((weight) => `${indent(tensorCall(weight))},`).join('\n');
      return `model.getLayer(${scriptText(name)}).setWeights([\n${tensors}\n]);`;
    });
  return calls.length === 0 ? '// It has none.' : calls.join('\n');
}

function tensorCall(weight: FileTensor): string {
  const isDouble = isFloat64(weight);
  const items = Array.from(weight.values, (value) =>
    String(isDouble ? value : shortFloat32(value)),
  );
  const rows = nest(items, weight.shape, 2);
  return isDouble
    ? `tf.tensor(${rows}, [${weight.shape.join(', ')}], 'float64')`
    : `tf.tensor(${rows})`;
}

const indent = (text: string) => text.replaceAll(/^/gm, '  ');

function trainingCode({ x, y, batchSize, epochs }: ProgramTraining): string {
  return [
    `const x = tf.tensor(${scriptRows([...x])});`,
    `const y = tf.tensor(${scriptRows([...y])});`,
    'const { history } = await model.fit(x, y, {',
    `  batchSize: ${batchSize},`,
    `  epochs: ${epochs},`,
    '  shuffle: false,',
    '  verbose: 0,',
    '});',
    'history.loss?.forEach((loss, epoch) => console.log(epoch + 1, loss));',
  ].join('\n');
}
