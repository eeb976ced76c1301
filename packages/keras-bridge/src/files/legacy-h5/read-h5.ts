import { withPlainNames } from '../architecture/plain-names.js';
import {
  type ListedLayer,
  notesOnModels,
  readArchitecture,
} from '../architecture/read-architecture.js';
import { FileSource } from '../file-error.js';
import { type Hdf5Dataset, type Hdf5Group, readHdf5 } from '../hdf5/read-hdf5.js';
import { readJson } from '../json/read-json.js';
import type { ReadOptions } from '../keras/read-keras.js';
import {
  type FileCompile,
  type FileLayer,
  isTrained,
  type ModelFile,
  trainableWeights,
} from '../model-file.js';
import { readCompile } from '../training/read-compile.js';
import { readOptimizerState } from '../training/read-state.js';
import { expectedWeights, fillLayer, find } from '../weights/take-tensor.js';

/**
 * Reads a legacy `.h5` file, as Keras 2 and 3 write it.
 *
 * @param bytes the whole file
 * @param options the file's name, for errors
 * @returns architecture, weights, what `compile` was told and the optimizer's state
 * @throws FileFormatError names file, place, expected and received
 * @example
 * const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [2] })] });
 * const bytes = writeKerasH5(toModelFile(model));
 * const file = readKerasH5(bytes);
 * file.format //=> 'keras-h5'
 * file.layers[0].weights[0].shape //=> [2, 1]
 */
export function readKerasH5(bytes: Uint8Array, options: ReadOptions = {}): ModelFile {
  const source = new FileSource('readKerasH5', options.file ?? 'model.h5');
  const root = readHdf5(bytes, source);
  const text = root.attributes.get('model_config');
  if (typeof text !== 'string') {
    return source.format(
      'attribute model_config',
      'the architecture',
      'none',
      'this file holds weights only; save the whole model',
    );
  }
  const architecture = readArchitecture(readJson(text, 'model_config', source), source);
  const weights = root.children.get('model_weights');
  if (weights?.kind !== 'group') {
    return source.format('model_weights', 'a group of weights', 'none', 'save the model again');
  }
  for (const item of architecture.listed) fillFromGroup(item, weights, source);
  const notes = notesOnModels(architecture.listed);
  const training = root.attributes.get('training_config');
  const compile =
    typeof training === 'string'
      ? readCompile(readJson(training, 'training_config', source), notes)
      : null;
  const { name, inputShape, inputDtype, layers } = architecture;
  const optimizerState = compile && readState(compile, layers, root, notes, source);
  const version = root.attributes.get('keras_version');
  const kerasVersion = typeof version === 'string' ? version.slice(0, 40) : null;
  return withPlainNames({
    name,
    format: 'keras-h5',
    kerasVersion,
    inputShape,
    inputDtype,
    layers,
    compile,
    optimizerState,
    notes,
  });
}

function fillFromGroup(item: ListedLayer, weights: Hdf5Group, source: FileSource): void {
  const layers = layersIn(item);
  if (layers.every((layer) => expectedWeights(layer).length === 0)) return;
  const name = 'inner' in item ? item.name : item.layer.name;
  const group = weights.children.get(name);
  const place = `model_weights/${name}`;
  if (group?.kind !== 'group') {
    return source.format(
      place,
      'a group of weights',
      'none',
      'weights and architecture belong to different models',
    );
  }
  const datasets = datasetsInOrder(group, source);
  if ('layer' in item) fillLayer(item.layer, datasets, place, source);
  else fillModel(layers, datasets, place, source);
}

const layersIn = (item: ListedLayer): FileLayer[] =>
  'inner' in item ? item.inner.flatMap(layersIn) : [item.layer];

/** A model in the model lists all weights that are trained before all that are not. */
function fillModel(
  layers: readonly FileLayer[],
  datasets: readonly Hdf5Dataset[],
  place: string,
  source: FileSource,
): void {
  const weights = layers.flatMap((layer) =>
    expectedWeights(layer).map(({ name }) => ({ layer, trained: isTrained(layer, name) })),
  );
  const order = [
    ...weights.filter(({ trained }) => trained),
    ...weights.filter(({ trained }) => !trained),
  ];
  if (order.length !== datasets.length) {
    source.format(
      place,
      `${order.length} weights`,
      `${datasets.length}`,
      'weights and architecture belong to different models',
    );
  }
  for (const layer of layers) {
    const own = datasets.filter((_, i) => order[i]!.layer === layer);
    fillLayer(layer, own, place, source);
  }
}

/** The datasets that `weight_names` lists, in its order. */
function datasetsInOrder(group: Hdf5Group, source: FileSource): Hdf5Dataset[] {
  return listNames(group, 'weight_names').map((name) => {
    const dataset = find(group, name);
    if (dataset?.kind === 'dataset') return dataset;
    return source.format(`${group.path}/${name}`, 'a dataset', 'none', 'the file is damaged');
  });
}

/** A list in an attribute; Keras splits a list over 64 kB into numbered attributes. */
function listNames(group: Hdf5Group, attribute: string): string[] {
  const asList = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);
  const whole = group.attributes.get(attribute);
  if (whole !== undefined) return asList(whole);
  const names: string[] = [];
  for (let part = 0; group.attributes.has(`${attribute}${part}`); part++) {
    names.push(...asList(group.attributes.get(`${attribute}${part}`)));
  }
  return names;
}

function readState(
  compile: FileCompile,
  layers: readonly FileLayer[],
  root: Hdf5Group,
  notes: string[],
  source: FileSource,
) {
  const group = root.children.get('optimizer_weights');
  if (group?.kind !== 'group') return null;
  const names = listNames(group, 'weight_names');
  const hasRate = compile.optimizer.schedule === undefined;
  const isRate = /(^|\/)learning_rate$/.test(names[1] ?? '');
  if (!/(^|\/)iteration$/.test(names[0] ?? '') || isRate !== hasRate) {
    notes.push(
      'The optimizer state is that of Keras 2, which is not read; training starts afresh.',
    );
    return null;
  }
  const datasets = datasetsInOrder(group, source);
  return readOptimizerState(compile.optimizer, trainableWeights(layers), datasets, notes, source);
}
