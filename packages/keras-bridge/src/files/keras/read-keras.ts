import { withPlainNames } from '../architecture/plain-names.js';
import {
  type ListedLayer,
  notesOnModels,
  readArchitecture,
} from '../architecture/read-architecture.js';
import { FileSource } from '../file-error.js';
import { type Hdf5Dataset, type Hdf5Group, readHdf5 } from '../hdf5/read-hdf5.js';
import { readJson } from '../json/read-json.js';
import { type ModelFile, trainableWeights } from '../model-file.js';
import { readCompile } from '../training/read-compile.js';
import { readOptimizerState } from '../training/read-state.js';
import { groupNames } from '../weights/group-names.js';
import { expectedWeights, fillLayer, find } from '../weights/take-tensor.js';
import { readZip, type ZipFile } from '../zip/read-zip.js';

/** What every reader of model files takes. */
export interface ReadOptions {
  /** The file's name, for errors; `model.keras` and the like when not given. */
  file?: string;
  /** The most bytes that one part of the file may have once unpacked; 1 GiB when not given. */
  maxBytes?: number;
}

export const DEFAULT_MAX_BYTES = 2 ** 30;

const CONFIG = 'config.json';
const METADATA = 'metadata.json';
const WEIGHTS = 'model.weights.h5';

/**
 * Reads a `.keras` file (Keras 3) without Python and without TensorFlow.js.
 *
 * @param bytes the whole file
 * @returns architecture, weights, what `compile` was told and the optimizer's state
 * @throws FileFormatError names file, place, expected and received
 * @throws FileResourceError when unpacking would need more than `maxBytes`
 * @example
 * const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [2] })] });
 * const bytes = writeKeras(toModelFile(model));
 * readKeras(bytes).layers[0].weights[0].shape //=> [2, 1]
 */
export function readKeras(bytes: Uint8Array, options: ReadOptions = {}): ModelFile {
  const source = new FileSource('readKeras', options.file ?? 'model.keras');
  const zip = readZip(bytes, source, options.maxBytes ?? DEFAULT_MAX_BYTES);
  const config = readJson(member(zip, CONFIG, source), CONFIG, source);
  const architecture = readArchitecture(config, source);
  const root = readHdf5(member(zip, WEIGHTS, source), within(source, WEIGHTS));
  fillLayers(architecture.listed, root, within(source, WEIGHTS));
  const notes = notesOnModels(architecture.listed);
  const compile = readCompile(config.compile_config, notes);
  const { name, inputShape, inputDtype, layers } = architecture;
  const variables = optimizerVariables(root);
  const optimizerState =
    compile !== null && variables.length > 0
      ? readOptimizerState(
          compile.optimizer,
          trainableWeights(layers),
          variables,
          notes,
          within(source, WEIGHTS),
        )
      : null;
  const kerasVersion = readVersion(zip, source);
  return withPlainNames({
    name,
    format: 'keras',
    kerasVersion,
    inputShape,
    inputDtype,
    layers,
    compile,
    optimizerState,
    notes,
  });
}

const within = (source: FileSource, part: string) =>
  new FileSource(source.operation, `${source.file}/${part}`);

function member(zip: ZipFile, name: string, source: FileSource): Uint8Array {
  const bytes = zip.read(name);
  if (bytes !== undefined) return bytes;
  const names = zip.names.slice(0, 5).join(', ').slice(0, 200) || 'no member';
  const hint = zip.names.includes('model.weights.json')
    ? 'the weights are in pieces: save the model without max_shard_size'
    : 'a .keras file has metadata.json, config.json and model.weights.h5';
  return source.format(name, `the member ${name}`, names, hint);
}

function readVersion(zip: ZipFile, source: FileSource): string | null {
  const bytes = zip.read(METADATA);
  const metadata = bytes === undefined ? {} : readJson(bytes, METADATA, source);
  return typeof metadata.keras_version === 'string' ? metadata.keras_version.slice(0, 40) : null;
}

/** Keras 2.13 called the group of layers otherwise. */
const LAYER_GROUPS = ['layers', '_layer_checkpoint_dependencies'];

function fillLayers(listed: readonly ListedLayer[], root: Hdf5Group, source: FileSource): void {
  const parent = LAYER_GROUPS.find((name) => root.children.has(name)) ?? 'layers';
  fillGroup(listed, parent, '', root, source);
}

/** Fills the layers of a model whose group is at `path`; models in it have groups in that one. */
function fillGroup(
  listed: readonly ListedLayer[],
  parent: string,
  path: string,
  root: Hdf5Group,
  source: FileSource,
): void {
  const names = groupNames(listed);
  for (const [index, item] of listed.entries()) {
    const group = `${path}${parent}/${names[index]}`;
    if ('inner' in item) fillGroup(item.inner, parent, `${group}/`, root, source);
    else if (expectedWeights(item.layer).length > 0) {
      fillLayer(item.layer, variablesOf(root, `${group}/vars`), `${group}/vars`, source);
    }
  }
}

const optimizerVariables = (root: Hdf5Group) => variablesOf(root, 'optimizer/vars');

/** The datasets "0", "1", … of a group, in the order of their numbers. */
function variablesOf(root: Hdf5Group, path: string): Hdf5Dataset[] {
  const group = find(root, path);
  if (group?.kind !== 'group') return [];
  return [...group.children.entries()]
    .filter(([name]) => /^\d+$/.test(name))
    .sort(([a], [b]) => Number(a) - Number(b))
    .flatMap(([, child]) => (child.kind === 'dataset' ? [child] : []));
}
