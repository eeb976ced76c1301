import type { FileSource } from '../file-error.js';
import { isObject, type Json, type JsonObject } from '../json/read-json.js';
import type { FileLayer, FileShape } from '../model-file.js';
import { type Entry, unrollChain } from './chain.js';
import { readDtype, readLayer, readName } from './read-layer.js';

/** A model without its weights. */
export interface Architecture {
  name: string;
  inputShape: FileShape;
  inputDtype: string;
  /** In the order of the data, without the input layer. */
  layers: FileLayer[];
  /** The same layers in the order in which the file lists them, by which weights are grouped. */
  listed: FileLayer[];
}

const MOST_LAYERS = 10_000;

/**
 * Reads a model's config, as Keras 2, Keras 3 and TensorFlow.js write it, into a chain of layers.
 *
 * @param root `{class_name, config}` of a Sequential, or of a Functional that is a chain
 * @param source names the file in errors
 */
export function readArchitecture(root: JsonObject, source: FileSource): Architecture {
  const className = root.class_name;
  if (className !== 'Sequential' && className !== 'Functional' && className !== 'Model') {
    source.format(
      'class_name',
      '"Sequential", or a "Functional" chain',
      JSON.stringify(className ?? null).slice(0, 60),
      'subclassed models hold code that a file cannot bring along',
    );
  }
  // Old TensorFlow.js files have the list of layers where others have the config.
  const config: JsonObject = Array.isArray(root.config)
    ? { name: 'sequential', layers: root.config }
    : isObject(root.config)
      ? root.config
      : {};
  const entries = readEntries(config.layers, source);
  const chain = className === 'Sequential' ? entries : unrollChain(config, entries, source);
  const input = readInput(config, root, chain[0], source);
  const layers = readChain(chain, input.shape, source);
  const byPlace = new Map(layers.map(({ layer, place }) => [place, layer]));
  return {
    name: readName(config.name ?? 'sequential', 'config.name', source),
    inputShape: input.shape,
    inputDtype: input.dtype,
    layers: layers.map(({ layer }) => layer),
    listed: entries.flatMap(({ place }) => byPlace.get(place) ?? []),
  };
}

function readEntries(layers: Json | undefined, source: FileSource): Entry[] {
  if (!Array.isArray(layers) || layers.length === 0) {
    return source.format(
      'config.layers',
      'a list of layers',
      'none',
      'save the whole model, not its weights alone',
    );
  }
  if (layers.length > MOST_LAYERS) {
    source.resource(
      'config.layers',
      `at most ${MOST_LAYERS} layers`,
      `${layers.length}`,
      'is this a model?',
    );
  }
  return layers.map((entry, index) => {
    const place = `config.layers[${index}]`;
    if (!isObject(entry))
      source.format(place, 'a layer', JSON.stringify(entry).slice(0, 60), 'the file is damaged');
    refuseModel(entry as JsonObject, place, source);
    return { entry: entry as JsonObject, place };
  });
}

function refuseModel({ class_name }: JsonObject, place: string, source: FileSource): void {
  if (class_name !== 'Sequential' && class_name !== 'Functional' && class_name !== 'Model') return;
  source.format(
    place,
    'a layer',
    `a model in the model, "${class_name}"`,
    'put its layers straight into the outer model, then save that again',
  );
}

function readChain(chain: readonly Entry[], input: FileShape, source: FileSource) {
  const names = new Set<string>();
  const read: { layer: FileLayer; place: string }[] = [];
  let shape = input;
  for (const { entry, place } of chain) {
    if (entry.class_name === 'InputLayer') {
      if (place !== chain[0]!.place)
        source.format(place, 'one input layer, at the start', 'a second', 'the file is damaged');
      continue;
    }
    const layer = readLayer(entry, place, shape, source);
    if (names.has(layer.name)) {
      source.format(
        `${place}.config.name`,
        'a name for each layer',
        `${JSON.stringify(layer.name)} twice`,
        'rename one',
      );
    }
    names.add(layer.name);
    read.push({ layer, place });
    shape = layer.outputShape;
  }
  if (read.length === 0)
    source.format('config.layers', 'at least one layer', 'an input layer alone', 'add a layer');
  return read;
}

/** The shape that goes in: Keras keeps it in one of five places. */
function readInput(
  config: JsonObject,
  root: JsonObject,
  first: Entry | undefined,
  source: FileSource,
) {
  const entry = first?.entry ?? {};
  const own = isObject(entry.config) ? entry.config : {};
  const build = isObject(entry.build_config) ? entry.build_config : {};
  const rootBuild = isObject(root.build_config) ? root.build_config : {};
  const shape =
    own.batch_shape ??
    own.batch_input_shape ??
    config.build_input_shape ??
    build.input_shape ??
    rootBuild.input_shape;
  const isShape =
    Array.isArray(shape) &&
    shape.length > 0 &&
    shape.every((size) => size === null || (Number.isSafeInteger(size) && (size as number) > 0));
  if (!isShape) {
    return source.format(
      'config.layers[0]',
      'an input shape',
      JSON.stringify(shape ?? null).slice(0, 60),
      'build the model (call it once) before saving',
    );
  }
  const isInput = entry.class_name === 'InputLayer';
  const dtype =
    isInput && own.dtype === 'int32'
      ? 'int32'
      : readDtype(isInput ? own.dtype : 'float32', 'config.layers[0].config.dtype', source);
  return { shape: [null, ...(shape as (number | null)[]).slice(1)] as FileShape, dtype };
}
