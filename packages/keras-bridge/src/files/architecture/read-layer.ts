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
  const trainable = config.trainable !== false;
  return {
    className,
    name,
    trainable,
    config: settings,
    inputShape: input,
    outputShape: output,
    weights: [],
  };
}

function readClass(entry: JsonObject, place: string, source: FileSource): LayerClass {
  const className = entry.class_name;
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

/** Keras's loaders refuse other names, so nothing here writes or keeps them. */
export function readName(name: Json | undefined, place: string, source: FileSource): string {
  if (typeof name === 'string' && name !== '' && name.length <= 200) return name;
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
