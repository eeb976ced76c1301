import type { FileSource } from '../file-error.js';
import { isObject, type Json, type JsonObject } from '../json/read-json.js';
import { isLayerClass, LAYER_KINDS, type LayerClass } from '../layers/kinds.js';
import type { FileLayer, FileShape } from '../model-file.js';

/** Keys that say nothing about the function that a layer computes. */
const HARMLESS = new Set([
  'name',
  'trainable',
  'dtype',
  'batch_shape',
  'batch_input_shape',
  'batchInputShape',
  'input_length',
  'input_dtype',
  'synchronized',
  // BatchNormalization of Keras 2; the fused kernel computes the same.
  'renorm_momentum',
  'fused',
  'virtual_batch_size',
]);

/** Older spellings of a setting: ours, then theirs. */
const OLDER: Partial<Record<LayerClass, Record<string, string>>> = {
  LeakyReLU: { negative_slope: 'alpha' },
};

const KERAS_MODULE = /^(keras|keras_core|tf_keras|tensorflow)(\.|$)/;

const FLOATS = new Set(['float32', 'float64']);

/** One layer's settings, checked against its kind and the shape that comes in. */
export function readLayer(
  entry: JsonObject,
  place: string,
  input: FileShape,
  source: FileSource,
): FileLayer {
  const className = readClass(entry, place, source);
  const config = isObject(entry.config) ? entry.config : {};
  const name = readName(config.name, `${place}.config.name`, source);
  readDtype(config.dtype, `${place}.config.dtype`, source);
  const kind = LAYER_KINDS[className];
  const settings = readSettings(className, config, `${place}.config`, source);
  const [least, most] = kind.ranks;
  const output = input.length < least || input.length > most ? null : kind.output(settings, input);
  if (output === null) {
    return source.format(
      `${place} (${name})`,
      `an input that ${className} can take`,
      `shape [${input.map(String).join(', ')}]`,
      'check the sizes of the layers before it',
    );
  }
  const layer: FileLayer = {
    className,
    name,
    trainable: readTrainable(config.trainable, `${place}.config.trainable`, source),
    config: settings,
    inputShape: input,
    outputShape: output,
    weights: [],
  };
  checkSizes(layer, place, source);
  return layer;
}

function readTrainable(value: Json | undefined, place: string, source: FileSource): boolean {
  if (typeof value === 'boolean') return value;
  if (value === undefined || value === null) return true;
  const received = JSON.stringify(value).slice(0, 60);
  return source.format(place, 'true or false', received, 'the file is damaged');
}

/** A weight's shape follows from the input's sizes, which must not be left open for that. */
function checkSizes(
  { className, name, inputShape, config }: FileLayer,
  place: string,
  source: FileSource,
) {
  const open = LAYER_KINDS[className]
    .weights(config, inputShape)
    .find(({ shape }) => shape.includes(null));
  if (open === undefined) return;
  source.format(
    `${place} (${name})`,
    `an input whose sizes give the shape of ${open.name}`,
    `shape [${inputShape.map(String).join(', ')}]`,
    'build the model with fixed sizes before saving',
  );
}

function readClass(entry: JsonObject, place: string, source: FileSource): LayerClass {
  const className = entry.class_name;
  const { module } = entry;
  // Somebody's own class may have the name of one of Keras's.
  if (typeof module === 'string' && !KERAS_MODULE.test(module)) {
    source.format(
      `${place}.module`,
      'a layer of Keras',
      `one of ${JSON.stringify(module.slice(0, 60))}`,
      'files hold no code; use Keras layers',
    );
  }
  if (typeof entry.registered_name === 'string' && entry.registered_name.includes('>')) {
    source.format(
      place,
      'a layer of Keras',
      `the custom object ${entry.registered_name}`,
      'files hold no code; use Keras layers',
    );
  }
  if (typeof className === 'string' && isLayerClass(className)) return className;
  const known = Object.keys(LAYER_KINDS).join(', ');
  return source.format(
    place,
    `one of the layers ${known}`,
    typeof className === 'string' ? JSON.stringify(className.slice(0, 60)) : 'no class_name',
    'layers of other classes cannot be computed here',
  );
}

/** Control characters, halves of characters, and words that could reach a prototype. */
const NO_NAME = /^(__proto__|prototype|constructor)$|[\p{Cc}\p{Cs}]/u;

/** A name that can be shown and kept; which of them Keras 3 takes is checked when it is written. */
export function readName(name: Json | undefined, place: string, source: FileSource): string {
  const isName = typeof name === 'string' && name !== '' && name.length <= 200;
  if (isName && !NO_NAME.test(name)) return name;
  return source.format(
    place,
    'a name',
    JSON.stringify(name ?? null).slice(0, 60),
    'name the layer',
  );
}

/** A dtype, or a policy object around one; everything but plain floats is refused by name. */
export function readDtype(dtype: Json | undefined, place: string, source: FileSource): string {
  const policy = isObject(dtype) ? dtype.config : undefined;
  const wanted = isObject(policy) ? policy.name : dtype;
  const name = wanted === undefined || wanted === null ? 'float32' : wanted;
  const isPlain =
    !isObject(dtype) ||
    dtype.class_name === 'DTypePolicy' ||
    dtype.class_name === 'FloatDTypePolicy' ||
    dtype.class_name === 'Policy';
  if (typeof name === 'string' && FLOATS.has(name) && isPlain) return name;
  return source.format(
    place,
    'dtype float32 or float64',
    JSON.stringify(isPlain ? name : dtype).slice(0, 80),
    'half precision, mixed and quantized models must be converted to float32 first',
  );
}

function readSettings(
  className: LayerClass,
  config: JsonObject,
  place: string,
  source: FileSource,
): JsonObject {
  const { fields } = LAYER_KINDS[className];
  const older = OLDER[className] ?? {};
  const settings: JsonObject = {};
  for (const [key, field] of Object.entries(fields)) {
    const value = config[key] ?? config[older[key] ?? key] ?? field.fallback;
    if (value === undefined) {
      return source.format(place, `the setting ${key}`, 'none', 'save the model again');
    }
    settings[key] = field.read(value, { source, place: `${place}.${key}` });
  }
  const known = new Set([...Object.keys(fields), ...Object.values(older)]);
  for (const [key, value] of Object.entries(config)) {
    if (known.has(key) || HARMLESS.has(key) || isEmpty(value)) continue;
    source.format(
      `${place}.${key}`,
      `settings that ${className} is known to have`,
      JSON.stringify(value).slice(0, 60),
      'what it does is unknown here, so the results could differ',
    );
  }
  return settings;
}

/** Null, false and empty values switch nothing on. */
const isEmpty = (value: Json): boolean =>
  value === null ||
  value === false ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0);
