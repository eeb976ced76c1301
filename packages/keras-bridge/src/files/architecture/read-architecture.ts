import type { FileSource } from '../file-error.js';
import { isObject, type JsonObject } from '../json/read-json.js';
import type { FileLayer, FileShape } from '../model-file.js';
import type { Entry } from './chain.js';
import { chainOf, firstEntry, isModel } from './inner-models.js';
import { readDtype, readLayer, readName } from './read-layer.js';

/** A model without its weights. */
export interface Architecture {
  name: string;
  inputShape: FileShape;
  inputDtype: string;
  /** In the order of the data, without the input layer. */
  layers: FileLayer[];
  /** The same layers in the order in which the file lists them, by which weights are grouped. */
  listed: ListedLayer[];
}

/** A layer as the file lists it, or a model in the model with those that it lists. */
export type ListedLayer =
  | { className: string; layer: FileLayer }
  | { className: string; name: string; inner: ListedLayer[] };

/**
 * Reads a model's config, as Keras 2, Keras 3 and TensorFlow.js write it, into a chain of layers.
 *
 * @param root `{class_name, config}` of a Sequential, or of a Functional that is a chain
 * @param source names the file in errors
 */
export function readArchitecture(root: JsonObject, source: FileSource): Architecture {
  if (!isModel(root)) {
    source.format(
      'class_name',
      '"Sequential", or a "Functional" chain',
      JSON.stringify(root.class_name ?? null).slice(0, 60),
      'subclassed models hold code that a file cannot bring along',
    );
  }
  const { config, entries, chain } = chainOf(root, 'config', source);
  const input = readInput(root, source);
  const read = new Map<string, FileLayer>();
  readChain(chain, { shape: input.shape, names: new Set(), read }, source);
  if (read.size === 0)
    source.format('config.layers', 'at least one layer', 'an input layer alone', 'add a layer');
  return {
    name: readName(config.name ?? 'sequential', 'config.name', source),
    inputShape: input.shape,
    inputDtype: input.dtype,
    layers: [...read.values()],
    listed: listLayers(entries, read, source),
  };
}

/** Where reading stands: the shape that comes next, the names so far, the layers by their place. */
interface Reading {
  shape: FileShape;
  readonly names: Set<string>;
  readonly read: Map<string, FileLayer>;
}

function readChain(chain: readonly Entry[], reading: Reading, source: FileSource): void {
  for (const { entry, place } of chain) {
    if (entry.class_name === 'InputLayer') {
      if (place !== chain[0]!.place)
        source.format(place, 'one input layer, at the start', 'a second', 'the file is damaged');
    } else if (isModel(entry)) {
      readChain(chainOf(entry, `${place}.config`, source).chain, reading, source);
    } else {
      readNext(entry, place, reading, source);
    }
  }
}

function readNext(entry: JsonObject, place: string, reading: Reading, source: FileSource): void {
  const layer = readLayer(entry, place, reading.shape, source);
  if (reading.names.has(layer.name)) {
    source.format(
      `${place}.config.name`,
      'a name for each layer',
      `${JSON.stringify(layer.name)} twice`,
      'rename one',
    );
  }
  reading.names.add(layer.name);
  reading.read.set(place, layer);
  reading.shape = layer.outputShape;
}

function listLayers(
  entries: readonly Entry[],
  read: ReadonlyMap<string, FileLayer>,
  source: FileSource,
): ListedLayer[] {
  return entries.flatMap(({ entry, place }): ListedLayer[] => {
    const className = String(entry.class_name);
    if (isModel(entry)) {
      const { config, entries: own } = chainOf(entry, `${place}.config`, source);
      const name = readName(config.name, `${place}.config.name`, source);
      return [{ className, name, inner: listLayers(own, read, source) }];
    }
    const layer = read.get(place);
    return layer === undefined ? [] : [{ className, layer }];
  });
}

/** One sentence on each model in the model, which is not kept as such. */
export const notesOnModels = (listed: readonly ListedLayer[]): string[] =>
  listed.flatMap((item) =>
    'inner' in item
      ? [`The model ${item.name} is kept as its layers, in one row.`, ...notesOnModels(item.inner)]
      : [],
  );

/** The shape that goes in: Keras keeps it in one of five places. */
function readInput(root: JsonObject, source: FileSource) {
  const { entry, models } = firstEntry(root, source);
  const own = isObject(entry.config) ? entry.config : {};
  const build = isObject(entry.build_config) ? entry.build_config : {};
  const ofModels = models.flatMap((model) => [
    isObject(model.config) ? model.config.build_input_shape : undefined,
    isObject(model.build_config) ? model.build_config.input_shape : undefined,
  ]);
  const shape =
    own.batch_shape ??
    own.batch_input_shape ??
    build.input_shape ??
    ofModels.find((known) => known !== undefined && known !== null);
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
