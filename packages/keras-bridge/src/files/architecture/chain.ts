import type { FileSource } from '../file-error.js';
import { isObject, type Json, type JsonObject } from '../json/read-json.js';

/** A layer's entry in the file and where it stands there. */
export interface Entry {
  entry: JsonObject;
  place: string;
}

/**
 * The layers of a Functional model in the order of the data, which must be a chain: one input, one
 * output, every layer called once on the layer before it.
 */
export function unrollChain(
  config: JsonObject,
  entries: readonly Entry[],
  source: FileSource,
): Entry[] {
  const byName = new Map(entries.map((item) => [nameOf(item.entry), item]));
  const next = new Map<string, string>();
  for (const { entry, place } of entries) {
    const before = inputsOf(entry);
    if (before.length === 0 && entry.class_name === 'InputLayer') continue;
    if (before.length !== 1 || !byName.has(before[0]!) || next.has(before[0]!)) {
      notAChain(place, source);
    }
    next.set(before[0]!, nameOf(entry));
    checkCall(entry, place, source);
  }
  const starts = entries.filter(({ entry }) => entry.class_name === 'InputLayer');
  if (starts.length !== 1) notAChain('config.input_layers', source);
  const ordered: Entry[] = [];
  for (let name: string | undefined = nameOf(starts[0]!.entry); name; name = next.get(name)) {
    if (ordered.length > entries.length) notAChain('config.layers', source);
    ordered.push(byName.get(name)!);
  }
  if (ordered.length !== entries.length) notAChain('config.layers', source);
  const outputs = keptNames(config.output_layers);
  if (outputs.length !== 1 || outputs[0] !== nameOf(ordered.at(-1)!.entry)) {
    notAChain('config.output_layers', source);
  }
  return ordered;
}

function notAChain(place: string, source: FileSource): never {
  return source.format(
    place,
    'a chain of layers, each called once on the one before',
    'a Functional graph of another form',
    'only sequential models are read; branches, shared layers and several inputs are not',
  );
}

/** `layer(x, training=True)` makes a layer drop or normalize whenever it is called. */
function checkCall(entry: JsonObject, place: string, source: FileSource): void {
  if (!saysTraining(entry.inbound_nodes ?? null)) return;
  source.format(
    `${place}.inbound_nodes`,
    'a layer that is called without training=True',
    'one that always trains',
    'call the layer plainly before saving: fit and predict say which of the two it is',
  );
}

function saysTraining(value: Json): boolean {
  if (Array.isArray(value)) return value.some(saysTraining);
  if (!isObject(value)) return false;
  return value.training === true || saysTraining(value.kwargs ?? null);
}

const nameOf = (entry: JsonObject): string => {
  const config = isObject(entry.config) ? entry.config : {};
  return String(entry.name ?? config.name);
};

/** Names of the layers that feed this one, one for each call and tensor. */
function inputsOf(entry: JsonObject): string[] {
  const nodes = Array.isArray(entry.inbound_nodes) ? entry.inbound_nodes : [];
  return nodes.flatMap((node) =>
    isObject(node) ? historiesOf(node.args ?? null) : keptNames(node),
  );
}

/** Keras 3 keeps `keras_history: [layer, node, tensor]` inside each argument. */
function historiesOf(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(historiesOf);
  if (!isObject(value)) return [];
  const config = isObject(value.config) ? value.config : {};
  return Array.isArray(config.keras_history) ? [String(config.keras_history[0])] : [];
}

/** Keras 2 and `output_layers` keep `[layer, node, tensor]`, bare or in lists. */
function keptNames(value: Json | undefined): string[] {
  if (!Array.isArray(value)) return [];
  if (typeof value[0] === 'string') return [value[0]];
  return value.flatMap(keptNames);
}
