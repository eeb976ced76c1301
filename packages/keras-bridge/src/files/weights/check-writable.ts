import { ArgumentError } from '@backprop/core';
import type { FileLayer, FileTensor, ModelFile } from '../model-file.js';
import { expectedWeights } from './take-tensor.js';

/** Refuses a model whose weights are not those of its layers, before anything is written. */
export function checkWritable(model: ModelFile, operation: string): void {
  for (const layer of model.layers) {
    const expected = expectedWeights(layer);
    if (expected.length !== layer.weights.length) {
      refuse(operation, `${expected.length} weights for ${layer.name}`, `${layer.weights.length}`);
    }
    for (const [index, weight] of layer.weights.entries()) {
      checkTensor(layer, weight, expected[index]!.shape, operation);
    }
  }
}

function checkTensor(
  layer: FileLayer,
  { name, shape, values }: FileTensor,
  expected: readonly (number | null)[],
  operation: string,
): void {
  const place = `${layer.name}/${name}`;
  const fits =
    shape.length === expected.length &&
    shape.every((size, axis) => expected[axis] === null || size === expected[axis]) &&
    values.length === shape.reduce((product, size) => product * size, 1);
  if (!fits) {
    refuse(
      operation,
      `${place} of shape [${expected.join(', ')}]`,
      `[${shape.join(', ')}] with ${values.length} numbers`,
    );
  }
  const bad = firstNotFinite(values);
  if (bad >= 0)
    refuse(operation, `finite float32 numbers in ${place}`, `${values[bad]} at element ${bad}`);
}

/** Place of the first number that float32 cannot hold, or -1; a plain loop, since there are millions. */
function firstNotFinite(values: FileTensor['values']): number {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(Math.fround(values[i] as number))) return i;
  }
  return -1;
}

function refuse(operation: string, expected: string, received: string): never {
  throw new ArgumentError({ operation, expected, received, hint: 'nothing was written' });
}
