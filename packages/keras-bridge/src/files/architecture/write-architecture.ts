import { ArgumentError } from '@backprop/core';
import type { JsonObject } from '../json/read-json.js';
import { PythonFloat, type PythonJson } from '../json/write-json.js';
import { LAYER_KINDS } from '../layers/kinds.js';
import type { FileLayer, ModelFile } from '../model-file.js';
import { isPlainName, plainName } from './plain-names.js';

/**
 * The model's config as Keras 3 reads it. It has fewer keys than the newest Keras writes, because
 * older versions refuse keys that they do not know: this set opens in 3.3 to 3.15.
 */
export function writeArchitecture(model: ModelFile, operation: string): PythonJson {
  checkNames(model, operation);
  return {
    name: model.name,
    trainable: true,
    dtype: 'float32',
    layers: [inputLayer(model), ...model.layers.map(writeLayer)],
    build_input_shape: model.inputShape,
  };
}

function inputLayer({ inputShape, inputDtype, layers }: ModelFile): PythonJson {
  const taken = new Set(layers.map(({ name }) => name));
  let name = 'input_layer';
  while (taken.has(name)) name += '_';
  const dtype = inputDtype === 'int32' ? 'int32' : 'float32';
  const config = { batch_shape: inputShape, dtype, sparse: false, name };
  return { module: 'keras.layers', class_name: 'InputLayer', config, registered_name: null };
}

function writeLayer({ className, name, trainable, config, inputShape }: FileLayer): PythonJson {
  return {
    module: 'keras.layers',
    class_name: className,
    config: { name, trainable, dtype: 'float32', ...writeSettings(className, config) },
    registered_name: null,
    build_config: { input_shape: inputShape },
  };
}

function writeSettings(className: FileLayer['className'], config: JsonObject) {
  const settings: Record<string, PythonJson> = {};
  for (const [key, field] of Object.entries(LAYER_KINDS[className].fields)) {
    const value = config[key] ?? null;
    if (field.float && typeof value === 'number') settings[key] = new PythonFloat(value);
    else if (isWrapped(value)) settings[key] = writeObject(key, value);
    else settings[key] = value;
  }
  return settings;
}

const isWrapped = (value: unknown): value is { class_name: string; config: JsonObject } =>
  typeof value === 'object' && value !== null && 'class_name' in value;

/** Their numbers are floats: Keras 3.3 multiplies an L1 penalty by what it was told, in its type. */
function writeObject(key: string, value: { class_name: string; config: JsonObject }): PythonJson {
  const module = key.endsWith('_regularizer') ? 'keras.regularizers' : 'keras.initializers';
  const settings = Object.entries(value.config).map(([name, setting]) => [
    name,
    typeof setting === 'number' && name !== 'seed' ? new PythonFloat(setting) : setting,
  ]);
  const config = Object.fromEntries(settings) as PythonJson;
  return { module, class_name: value.class_name, config, registered_name: null };
}

function checkNames({ name, layers }: ModelFile, operation: string): void {
  const seen = new Set<string>();
  for (const each of [name, ...layers.map((layer) => layer.name)]) {
    if (isPlainName(each)) continue;
    const better = plainName(each);
    throw new ArgumentError({
      operation,
      expected: 'names of letters, digits, _ . > and -',
      received: JSON.stringify(each),
      hint: `Keras refuses others; call it ${JSON.stringify(better)}`,
    });
  }
  for (const layer of layers) {
    if (seen.has(layer.name)) {
      throw new ArgumentError({
        operation,
        expected: 'a name for each layer',
        received: `${JSON.stringify(layer.name)} twice`,
        hint: 'rename one of the two',
      });
    }
    seen.add(layer.name);
  }
}
