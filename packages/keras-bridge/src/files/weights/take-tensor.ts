import type { FileSource } from '../file-error.js';
import type { Hdf5Dataset, Hdf5Group } from '../hdf5/read-hdf5.js';
import { LAYER_KINDS } from '../layers/kinds.js';
import type { FileLayer, FileTensor } from '../model-file.js';

/** Copies a dataset into a tensor after checking dtype, shape and that every number is finite. */
export function takeTensor(
  dataset: Hdf5Dataset,
  name: string,
  shape: readonly (number | null)[],
  source: FileSource,
): FileTensor {
  const marked = dataset.attributes.get('dtype');
  const dtype = typeof marked === 'string' ? marked : dataset.dtype;
  if (dtype !== 'float32' && dtype !== 'float64') {
    const hint = dtype.startsWith('big-endian')
      ? 'open it in Keras and save it again: it writes the other order of bytes'
      : 'convert half precision and quantized weights to float32 first';
    source.format(dataset.path, `${name} in float32 or float64`, dtype, hint);
  }
  checkShape(dataset.path, name, shape, dataset.shape, source);
  const values = dataset.read();
  if (!(values instanceof Float32Array || values instanceof Float64Array)) {
    return source.format(dataset.path, 'floats', dataset.dtype, 'the file is damaged');
  }
  checkFinite(dataset.path, name, values, dataset.shape, source);
  return { name, shape: dataset.shape, values };
}

/** Refuses a tensor whose shape is not the one that the architecture gives it. */
export function checkShape(
  place: string,
  name: string,
  expected: readonly (number | null)[],
  received: readonly number[],
  source: FileSource,
): void {
  const fits =
    expected.length === received.length &&
    expected.every((size, axis) => size === null || size === received[axis]);
  if (fits) return;
  const text = (shape: readonly (number | null)[]) => `shape [${shape.map(String).join(', ')}]`;
  source.format(
    place,
    `${name} of ${text(expected)}`,
    text(received),
    'weights and architecture belong to different models',
  );
}

/** Refuses NaN and Infinity, naming the tensor and the index of the first. */
export function checkFinite(
  place: string,
  name: string,
  values: Float32Array | Float64Array,
  shape: readonly number[],
  source: FileSource,
): void {
  // The sum of finite float32 numbers cannot overflow a double, so most tensors need no search.
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  if (Number.isFinite(sum)) return;
  const flat = values.findIndex((value) => !Number.isFinite(value));
  if (flat < 0) return;
  const index = toIndex(flat, shape);
  source.format(
    place,
    `finite numbers in ${name}`,
    `${values[flat]} at index [${index.join(', ')}]`,
    'the training that saved this model diverged',
  );
}

function toIndex(flat: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  let rest = flat;
  for (const size of [...shape].reverse()) {
    index.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return index;
}

/** What a layer's weights must be, in the order in which files list them. */
export const expectedWeights = (layer: FileLayer) =>
  LAYER_KINDS[layer.className].weights(layer.config, layer.inputShape);

/** Fills a layer from datasets that are in the order of its weights. */
export function fillLayer(
  layer: FileLayer,
  datasets: readonly Hdf5Dataset[],
  place: string,
  source: FileSource,
): void {
  const expected = expectedWeights(layer);
  if (datasets.length !== expected.length) {
    const names = expected.map(({ name }) => name).join(', ');
    source.format(
      place,
      `${expected.length} weights (${names}) for layer ${JSON.stringify(layer.name)}`,
      `${datasets.length}`,
      'weights and architecture belong to different models',
    );
  }
  layer.weights = expected.map(({ name, shape }, index) =>
    takeTensor(datasets[index]!, name, shape, source),
  );
}

/** Follows a path of group names; undefined when a step is missing. */
export function find(group: Hdf5Group, path: string): Hdf5Group | Hdf5Dataset | undefined {
  let at: Hdf5Group | Hdf5Dataset | undefined = group;
  for (const step of path.split('/')) {
    if (at?.kind !== 'group') return undefined;
    at = at.children.get(step);
  }
  return at;
}
