import { withPlainNames } from '../architecture/plain-names.js';
import { notesOnModels, readArchitecture } from '../architecture/read-architecture.js';
import { FileSource } from '../file-error.js';
import { isObject, type Json, type JsonObject, readJson } from '../json/read-json.js';
import type { ReadOptions } from '../keras/read-keras.js';
import type { FileLayer, ModelFile } from '../model-file.js';
import { readCompile } from '../training/read-compile.js';
import { checkFinite, checkShape, expectedWeights } from '../weights/take-tensor.js';
import { readManifest, type StoredWeight } from './manifest.js';

/** The binary files beside a model.json, by the names that its manifest gives. */
export type Shards = Readonly<Record<string, Uint8Array>>;

/**
 * Reads TensorFlow.js's format: a `model.json` and its binary files. Nothing is fetched: the caller
 * hands over the files, and a manifest that points elsewhere is refused.
 *
 * @param modelJson the text or bytes of model.json
 * @param shards the binary files, by name
 * @returns architecture, weights and what `compile` was told
 * @throws FileFormatError names file, place, expected and received
 * @example
 * const model = sequential({ layers: [layers.dense({ units: 1, inputShape: [2] })] });
 * const { modelJson, weights } = writeTfjs(toModelFile(model));
 * readTfjs(modelJson, { 'weights.bin': weights }).layers.length //=> 1
 */
export function readTfjs(
  modelJson: string | Uint8Array,
  shards: Shards,
  options: ReadOptions = {},
): ModelFile {
  const file = options.file ?? 'model.json';
  const source = new FileSource('readTfjs', file);
  const json = readJson(modelJson, 'model.json', source);
  if (json.format === 'graph-model') {
    source.format(
      'format',
      '"layers-model"',
      '"graph-model"',
      'convert the Keras model with layers, not as a graph',
    );
  }
  const topology = topologyOf(json, source);
  const architecture = readArchitecture(topology, source);
  const stored = readManifest(json.weightsManifest, shards, source);
  for (const layer of architecture.layers) fillLayer(layer, stored, source);
  const notes = notesOnModels(architecture.listed);
  const compile = readCompile(json.trainingConfig ?? trainingOf(json), notes);
  const { name, inputShape, inputDtype, layers } = architecture;
  const kerasVersion = typeof topology.keras_version === 'string' ? topology.keras_version : null;
  return withPlainNames({
    name,
    format: 'tfjs',
    kerasVersion,
    inputShape,
    inputDtype,
    layers,
    compile,
    optimizerState: null,
    notes,
  });
}

/** The Python converter wraps the topology once more, and keeps the training settings inside. */
function topologyOf(json: JsonObject, source: FileSource): JsonObject {
  const topology = json.modelTopology;
  if (!isObject(topology)) {
    return source.format(
      'modelTopology',
      'the architecture',
      'none',
      'give model.json, not a weights file',
    );
  }
  return isObject(topology.model_config)
    ? { ...topology.model_config, keras_version: topology.keras_version ?? null }
    : topology;
}

function trainingOf(json: JsonObject): Json | undefined {
  return isObject(json.modelTopology) ? json.modelTopology.training_config : undefined;
}

function fillLayer(
  layer: FileLayer,
  stored: ReadonlyMap<string, StoredWeight>,
  source: FileSource,
): void {
  layer.weights = expectedWeights(layer).map(({ name, shape }) => {
    const path = `${layer.name}/${name}`;
    const weight = findWeight(stored, path);
    if (weight === undefined) {
      return source.format(
        'weightsManifest',
        `a weight ${path}`,
        'none of that name',
        'weights and architecture belong to different models',
      );
    }
    checkShape(weight.place, path, shape, weight.shape, source);
    const values = weight.read();
    checkFinite(weight.place, path, values, weight.shape, source);
    return { name, shape: weight.shape, values };
  });
}

/** Keras 3 puts the model's name in front, TensorFlow 1 a `:0` behind. */
function findWeight(
  stored: ReadonlyMap<string, StoredWeight>,
  path: string,
): StoredWeight | undefined {
  const exact = stored.get(path);
  if (exact !== undefined) return exact;
  const match = [...stored.keys()].filter((name) => name.replace(/:0$/, '').endsWith(`/${path}`));
  return match.length === 1 ? stored.get(match[0]!) : stored.get(`${path}:0`);
}
