import type { FileLayer, ModelFile } from '../files/model-file.js';
import {
  checkSize,
  needCompile,
  type ProgramTraining,
  scheduleComment,
} from '../program-text/training.js';
import { compileCall, layerCall } from './calls.js';
import { pythonArray, pythonRows, pythonText, pythonValue } from './literals.js';

/** Data and plan of the training that the program repeats. */
export type PythonTraining = ProgramTraining;

/** One part of the program: a heading and its code. */
interface Section {
  heading: string;
  code: string;
}

/**
 * Writes a Python program that rebuilds the model in Keras with the same weights, and, when given
 * data, trains it in the same order and prints each epoch's loss.
 *
 * @param model - from `toModelFile` or a reader
 * @param training - data and plan; without it the program ends with the model's summary
 * @returns the text of the program, for Keras 3 on any back end
 * @throws ArgumentError when the model has too many weights to be written out, or is not compiled
 *   and shall be trained
 * @example
 * const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [2] })] });
 * model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
 * const text = writePython(toModelFile(model), { x: [[8, 8]], y: [[4]], batchSize: 1, epochs: 5 });
 * text.includes('loss="mean_squared_error"') //=> true
 */
export function writePython(model: ModelFile, training?: PythonTraining): string {
  const parts = sections(model, training);
  return `${parts.map(({ heading, code }) => `# ${heading}\n${code}`).join('\n\n')}\n`;
}

/**
 * Writes the same program as a Jupyter notebook, one cell for each part.
 *
 * @param model - from `toModelFile` or a reader
 * @param training - data and plan
 * @returns the text of an `.ipynb` file (nbformat 4.5)
 * @throws ArgumentError as `writePython` does
 * @example
 * const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [2] })] });
 * JSON.parse(writeNotebook(toModelFile(model))).nbformat //=> 4
 * @see https://nbformat.readthedocs.io/en/latest/format_description.html
 */
export function writeNotebook(model: ModelFile, training?: PythonTraining): string {
  const lines = (text: string) =>
    text.split('\n').map((line, i, all) => (i < all.length - 1 ? `${line}\n` : line));
  const cells = sections(model, training).flatMap(({ heading, code }, i) => [
    { cell_type: 'markdown', id: `heading-${i}`, metadata: {}, source: [heading] },
    {
      cell_type: 'code',
      execution_count: null,
      id: `code-${i}`,
      metadata: {},
      outputs: [],
      source: lines(code),
    },
  ]);
  const kernelspec = { display_name: 'Python 3', language: 'python', name: 'python3' };
  return JSON.stringify(
    { cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 },
    null,
    1,
  );
}

function sections(model: ModelFile, training: PythonTraining | undefined): Section[] {
  checkSize(model, 'writePython');
  const parts = [
    {
      heading: 'Runs on Keras 3: pip install keras tensorflow',
      code: 'import keras\nimport numpy as np\nfrom keras import layers',
    },
    { heading: 'The model', code: modelCode(model) },
    { heading: 'The weights', code: weightsCode(model.layers) },
  ];
  if (model.compile !== null) {
    const code = [...scheduleComment(model, '#'), compileCall(model.compile)].join('\n');
    parts.push({ heading: 'How it learns', code });
  }
  if (training === undefined)
    return [...parts, { heading: 'What it looks like', code: 'model.summary()' }];
  needCompile(model, 'writePython');
  return [
    ...parts,
    { heading: 'The same training, in the same order', code: trainingCode(training) },
  ];
}

function modelCode({ name, inputShape, inputDtype, layers }: ModelFile): string {
  const shape = `shape=${pythonValue([...inputShape.slice(1)])}`;
  const dtype = inputDtype === 'float32' ? '' : `, dtype=${pythonText(inputDtype)}`;
  const lines = [`keras.Input(${shape}${dtype})`, ...layers.map(layerCall)];
  const list = lines.map((line) => `        ${line},`).join('\n');
  return `model = keras.Sequential(\n    [\n${list}\n    ],\n    name=${pythonText(name)},\n)`;
}

function weightsCode(layers: readonly FileLayer[]): string {
  const calls = layers
    .filter(({ weights }) => weights.length > 0)
    .map(({ name, weights }) => {
      const arrays = weights.map(
        (weight) => `    ${pythonArray(weight).replaceAll('\n', '\n    ')},`,
      );
      return `model.get_layer(${pythonText(name)}).set_weights([\n${arrays.join('\n')}\n])`;
    });
  return calls.length === 0 ? '# It has none.' : calls.join('\n');
}

function trainingCode({ x, y, batchSize, epochs }: PythonTraining): string {
  return [
    `x = np.array(${pythonRows([...x])}, dtype="float32")`,
    `y = np.array(${pythonRows([...y])}, dtype="float32")`,
    `history = model.fit(x, y, batch_size=${batchSize}, epochs=${epochs}, shuffle=False, verbose=0)`,
    'for epoch, loss in enumerate(history.history["loss"], start=1):',
    '    print(epoch, loss)',
  ].join('\n');
}
