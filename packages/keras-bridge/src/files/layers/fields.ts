import type { FileSource } from '../file-error.js';
import { isObject, type Json, type JsonObject } from '../json/read-json.js';

/** Where a setting stands, for errors. */
export interface At {
  source: FileSource;
  place: string;
}

/** How one setting is read: checked, and brought into Keras 3's own form. */
export interface Field {
  read(value: Json, at: At): Json;
  /** Keras's default, used when the file does not have the setting. */
  fallback?: Json;
  /** Written with a decimal point. */
  float?: boolean;
}

const refuse = ({ source, place }: At, expected: string, received: Json): never =>
  source.format(
    place,
    expected,
    JSON.stringify(received).slice(0, 80),
    'change the model, or save it with plain Keras layers',
  );

export const integer = (least: number, fallback?: Json): Field => ({
  read: (value, at) =>
    Number.isSafeInteger(value) && (value as number) >= least
      ? value
      : refuse(at, `an integer of at least ${least}`, value),
  ...(fallback === undefined ? {} : { fallback }),
});

export const float = (fallback?: Json): Field => ({
  read: (value, at) => (typeof value === 'number' ? value : refuse(at, 'a number', value)),
  float: true,
  ...(fallback === undefined ? {} : { fallback }),
});

/** A number that is divided by, or that keeps from dividing by 0. */
export const positive = (fallback: Json): Field => ({
  read: (value, at) =>
    typeof value === 'number' && value > 0 ? value : refuse(at, 'a number above 0', value),
  float: true,
  fallback,
});

export const floatOrNull = (fallback: Json): Field => ({
  read: (value, at) => (value === null ? null : float().read(value, at)),
  float: true,
  fallback,
});

export const integerOrNull: Field = {
  read: (value, at) => (value === null ? null : integer(0).read(value, at)),
  fallback: null,
};

export const flag = (fallback: boolean): Field => ({
  read: (value, at) => (typeof value === 'boolean' ? value : refuse(at, 'true or false', value)),
  fallback,
});

export const oneOf = (choices: readonly string[], fallback: string): Field => ({
  read: (value, at) =>
    typeof value === 'string' && choices.includes(value)
      ? value
      : refuse(at, choices.map((choice) => `"${choice}"`).join(' or '), value),
  fallback,
});

/** Two sizes; one number stands for both. */
export const pair = (fallback?: Json): Field => ({
  read: (value, at) => {
    const sizes = Array.isArray(value) ? value : [value, value];
    const good =
      sizes.length === 2 &&
      sizes.every((size) => Number.isSafeInteger(size) && (size as number) > 0);
    return good ? sizes : refuse(at, 'two sizes of at least 1', value);
  },
  ...(fallback === undefined ? {} : { fallback }),
});

export const pairOrNull: Field = {
  read: (value, at) => (value === null ? null : pair().read(value, at)),
  fallback: null,
};

/** A setting that must keep one value, because nothing here computes with another. */
export const only = (accepted: Json): Field => ({
  read: (value, at) =>
    JSON.stringify(value) === JSON.stringify(accepted)
      ? value
      : refuse(at, `${JSON.stringify(accepted)}, all that is supported`, value),
  fallback: accepted,
});

export const sizes: Field = {
  read: (value, at) => {
    const good =
      Array.isArray(value) &&
      value.every((size) => Number.isSafeInteger(size) && ((size as number) > 0 || size === -1));
    return good ? value : refuse(at, 'a list of sizes', value);
  },
};

/** Keras counts axes from the end or, in a built layer, from the front; some versions write a list. */
export const axis: Field = {
  read: (value, at) => {
    const number = Array.isArray(value) && value.length === 1 ? value[0]! : value;
    return Number.isSafeInteger(number) ? number : refuse(at, 'one axis', value);
  },
  fallback: -1,
};

/** What every Keras 3 has. */
const FIRST_ACTIVATIONS = [
  'elu',
  'exponential',
  'gelu',
  'hard_sigmoid',
  'hard_silu',
  'leaky_relu',
  'linear',
  'log_softmax',
  'mish',
  'relu',
  'relu6',
  'selu',
  'sigmoid',
  'silu',
  'softmax',
  'softplus',
  'softsign',
  'tanh',
] as const;

/** What came with later versions of Keras 3: a file that has one opens in those. */
const LATER_ACTIVATIONS = [
  'celu',
  'hard_shrink',
  'hard_tanh',
  'log_sigmoid',
  'soft_shrink',
  'sparse_plus',
  'sparse_sigmoid',
  'sparsemax',
  'squareplus',
  'tanh_shrink',
] as const;

export const ACTIVATIONS = [...FIRST_ACTIVATIONS, ...LATER_ACTIVATIONS];

/** Keras's other names for the same functions. */
const SAME_ACTIVATION: Record<string, string> = { swish: 'silu', hard_swish: 'hard_silu' };

/** An activation by name; Keras 3 sometimes wraps the name of its own function in an object. */
export const activation: Field = {
  read: (value, at) => {
    const wrapped = isObject(value) && value.class_name === 'function' ? value.config! : value;
    const given = wrapped === null ? 'linear' : String(wrapped);
    const name = Object.hasOwn(SAME_ACTIVATION, given) ? SAME_ACTIVATION[given]! : given;
    return (ACTIVATIONS as readonly string[]).includes(name)
      ? name
      : refuse(at, `an activation of Keras (${ACTIVATIONS.join(', ')})`, value);
  },
  fallback: 'linear',
};

const INITIALIZERS: Record<string, readonly string[]> = {
  Zeros: [],
  Ones: [],
  Constant: ['value'],
  RandomNormal: ['mean', 'stddev', 'seed'],
  RandomUniform: ['minval', 'maxval', 'seed'],
  TruncatedNormal: ['mean', 'stddev', 'seed'],
  VarianceScaling: ['scale', 'mode', 'distribution', 'seed'],
  GlorotUniform: ['seed'],
  GlorotNormal: ['seed'],
  HeUniform: ['seed'],
  HeNormal: ['seed'],
  LecunUniform: ['seed'],
  LecunNormal: ['seed'],
  Orthogonal: ['gain', 'seed'],
  Identity: ['gain'],
};

/** What Keras 3.3 cannot make the object without; later versions have it as the default. */
const NEEDED: Record<string, JsonObject> = { Constant: { value: 0 } };

/**
 * An object of Keras by class name, with the settings of the table. Others are dropped: they only
 * repeat what the weights' shapes say (`input_axes` of Keras 3.15).
 */
const wrapped = (
  table: Record<string, readonly string[]>,
  what: string,
  fallback: Json,
): Field => ({
  read: (value, at) => {
    if (value === null && fallback === null) return null;
    const found =
      typeof value === 'string' ? { class_name: toClassName(value), config: {} } : value;
    // TensorFlow.js writes LeCunNormal.
    const name = isObject(found) ? String(found.class_name).replace(/^LeCun/, 'Lecun') : '';
    const keys = Object.hasOwn(table, name) ? table[name] : undefined;
    if (!isObject(found) || keys === undefined) return refuse(at, `${what} of Keras`, value);
    const config = isObject(found.config) ? found.config : {};
    return { class_name: name, config: { ...NEEDED[name], ...keep(config, keys) } };
  },
  fallback,
});

const keep = (config: JsonObject, keys: readonly string[]): JsonObject =>
  Object.fromEntries(
    keys
      .filter((key) => config[key] !== undefined)
      .map((key) => [key, key === 'seed' && !isSeed(config[key]) ? null : config[key]!]),
  );

/** Seeds only matter to weights that are drawn anew; Keras can keep a generator as one. */
const isSeed = (value: Json | undefined): boolean =>
  Number.isSafeInteger(value) && (value as number) >= 0;

const toClassName = (name: string): string =>
  name.includes('_') || name === name.toLowerCase()
    ? name.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())
    : name;

export const initializer = (className: string, config: JsonObject = {}): Field =>
  wrapped(INITIALIZERS, 'an initializer', { class_name: className, config });

export const regularizer: Field = wrapped(
  { L1: ['l1'], L2: ['l2'], L1L2: ['l1', 'l2'] },
  'an L1 or L2 regularizer',
  null,
);
