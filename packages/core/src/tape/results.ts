import { describe } from '../errors/describe.js';
import { ArgumentError } from '../errors/errors.js';
import { Tensor } from '../tensor/tensor.js';

/** What a function returned, taken apart. */
export interface Results {
  readonly tensors: readonly Tensor[];
  /** Where everything stands, `result.loss` for example, in order. */
  readonly places: readonly string[];
  /** The first thing that is no tensor, in words; null if there is none. */
  readonly other: string | null;
}

/**
 * Takes apart what a function returned.
 *
 * Numbers, words and functions in it are not recorded: a replay could only repeat them.
 *
 * @throws ArgumentError for objects whose tensors cannot be replaced
 */
export function takeApart(value: unknown): Results {
  const found = { tensors: [] as Tensor[], places: [] as string[], other: null as string | null };
  const look = (item: unknown, place: string): void => {
    if (item === undefined || item === null) found.places.push(`${place} ${item}`);
    else if (item instanceof Tensor) {
      found.tensors.push(item);
      found.places.push(place);
    } else if (typeof item === 'object') {
      const list = Array.isArray(item);
      checkContainer(item);
      found.places.push(`${place}${list ? '[]' : '{}'}`);
      for (const [key, inner] of Object.entries(item)) {
        look(inner, list ? `${place}[${key}]` : `${place}.${key}`);
      }
    } else found.other ??= `${place} is ${describe(item)}`;
  };
  look(value, 'result');
  return found;
}

/**
 * Rebuilds lists and plain objects with every tensor in them replaced.
 *
 * @throws ArgumentError for other objects, whose tensors cannot be replaced
 */
export function mapTensors(value: unknown, replace: (tensor: Tensor) => Tensor): unknown {
  if (value instanceof Tensor) return replace(value);
  if (Array.isArray(value)) return value.map((item) => mapTensors(item, replace));
  if (typeof value !== 'object' || value === null) return value;
  checkContainer(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapTensors(item, replace)]),
  );
}

function checkContainer(value: object): void {
  if (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype) return;
  throw new ArgumentError({
    operation: 'jit',
    expected: 'a function that returns a tensor, or lists and plain objects of tensors',
    received: `a result with ${Object.prototype.toString.call(value).slice(8, -1)} in it`,
    hint: 'put the tensors into a list or an object written { … }',
  });
}
