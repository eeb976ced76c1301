import * as core from '@backprop/core';
import { toTfjs } from '../convert/tfjs-model.js';
import { fromModelFile } from '../convert/to-core.js';
import type { ModelFile } from '../files/model-file.js';
import type { LockstepReport, NumberComparison, Rows } from '../lockstep/index.js';
import { lockstep } from '../lockstep/lockstep.js';
import { UsageError } from './exit-code.js';
import { readJsonFile } from './json-file.js';
import { table } from './text-table.js';

export interface LockstepSettings {
  epochs: number;
  batchSize: number;
  backend: string;
}

/** Trains a file's model on core and on TensorFlow.js, from its weights on. */
export async function runLockstep(
  file: ModelFile,
  dataPath: string,
  cwd: string,
  settings: LockstepSettings,
): Promise<LockstepReport> {
  const data = readData(dataPath, cwd);
  // Both start with an optimizer that has made no step, since TensorFlow.js cannot take one over.
  const own = fromModelFile({ ...file, optimizerState: null });
  const { model: twin, notes } = await toTfjs(own);
  if (file.compile === null || twin.optimizer === undefined) {
    throw new UsageError({
      operation: 'lockstep',
      expected: 'a model that is compiled with what TensorFlow.js has too',
      received: notes[0] ?? 'one without optimizer and loss',
      hint: 'inspect shows what it is compiled with',
    });
  }
  if (settings.backend === 'wasm') await import('../tfjs-wasm.js');
  return lockstep({ ...data, ...settings, build: (engine) => (engine === core ? own : twin) });
}

function readData(path: string, cwd: string): { x: Rows; y: Rows } {
  const wanted = {
    operation: 'lockstep',
    expected: 'a JSON file with x and y, a list of rows each',
    hint: 'write for example {"x": [[8, 8], [7, 9]], "y": [[4], [5]]}',
  };
  const { x, y } = (readJsonFile(path, cwd, wanted) ?? {}) as { x?: unknown; y?: unknown };
  if (Array.isArray(x) && Array.isArray(y)) return { x, y };
  throw new UsageError({ ...wanted, received: `other content in ${path}` });
}

/** The run for people: each epoch's loss on both, and where they part. */
export function lockstepAsText(report: LockstepReport): string {
  const { epochs, steps, largestParameter, departure, reasons, tolerance } = report;
  const { parameter, step } = largestParameter;
  const rows = epochs.map((loss, i) => [String(i + 1), ...losses(loss)]);
  return [
    ...table([['epoch', 'core', 'TensorFlow.js', 'apart', 'ulps'], ...rows]),
    '',
    `${steps.length} steps; the largest difference of a weight is ${parameter.largest.difference.toExponential(2)}` +
      ` (${parameter.layer}/${parameter.name} at [${parameter.largest.index.join(', ')}], step ${step})`,
    departure === null
      ? `The engines stay together: weights within ${tolerance.weights}, losses within ${tolerance.loss} of themselves.`
      : `They part at step ${departure.step}: ${departure.parameters.map(({ layer, name }) => `${layer}/${name}`).join(', ') || 'the loss'}.`,
    ...reasons,
  ].join('\n');
}

const losses = ({ digits, difference, ulps }: NumberComparison) => [
  digits.core,
  digits.tfjs,
  difference.toExponential(2),
  String(ulps),
];
