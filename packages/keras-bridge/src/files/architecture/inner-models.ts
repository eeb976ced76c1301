import type { FileSource } from '../file-error.js';
import { isObject, type Json, type JsonObject } from '../json/read-json.js';
import { type Entry, unrollChain } from './chain.js';

const MOST_LAYERS = 10_000;
/** How deep models may stand in models: parsers and callers recurse. */
const DEEPEST = 20;

/** Whether an entry is a model of layers, not a layer. */
export const isModel = ({ class_name }: JsonObject): boolean =>
  class_name === 'Sequential' || class_name === 'Functional' || class_name === 'Model';

/** A model's config and its layers: as the file lists them, and in the order of the data. */
export interface Chain {
  config: JsonObject;
  entries: Entry[];
  chain: Entry[];
}

/**
 * The layers of a model, which may be the whole one or stand in another.
 *
 * @param model `{class_name, config}`
 * @param place where its config stands in the file
 * @param source names the file in errors
 */
export function chainOf(model: JsonObject, place: string, source: FileSource): Chain {
  if (place.split('.layers[').length > DEEPEST) {
    source.resource(place, `at most ${DEEPEST} models in one another`, 'more', 'is this a model?');
  }
  // Old TensorFlow.js files have the list of layers where others have the config.
  const config: JsonObject = Array.isArray(model.config)
    ? { name: 'sequential', layers: model.config }
    : isObject(model.config)
      ? model.config
      : {};
  const entries = readEntries(config.layers, place, source);
  const chain = model.class_name === 'Sequential' ? entries : unrollChain(config, entries, source);
  return { config, entries, chain };
}

function readEntries(layers: Json | undefined, place: string, source: FileSource): Entry[] {
  if (!Array.isArray(layers) || layers.length === 0) {
    return source.format(
      `${place}.layers`,
      'a list of layers',
      'none',
      'save the whole model, not its weights alone',
    );
  }
  if (layers.length > MOST_LAYERS) {
    source.resource(
      `${place}.layers`,
      `at most ${MOST_LAYERS} layers`,
      `${layers.length}`,
      'is this a model?',
    );
  }
  return layers.map((entry, index) => {
    const at = `${place}.layers[${index}]`;
    if (!isObject(entry))
      source.format(at, 'a layer', JSON.stringify(entry).slice(0, 60), 'the file is damaged');
    return { entry: entry as JsonObject, place: at };
  });
}

/** The first layer that data meets, however deep, and the models around it, the outermost first. */
export function firstEntry(
  root: JsonObject,
  source: FileSource,
): { entry: JsonObject; models: JsonObject[] } {
  const models: JsonObject[] = [];
  let [entry, place] = [root, 'config'];
  while (isModel(entry)) {
    models.push(entry);
    const first = chainOf(entry, place, source).chain[0]!;
    [entry, place] = [first.entry, `${first.place}.config`];
  }
  return { entry, models };
}
