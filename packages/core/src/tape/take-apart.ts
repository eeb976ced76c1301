import { describe } from '../errors/describe.js';
import { ArgumentError } from '../errors/errors.js';
import { Tensor } from '../tensor/tensor.js';
import { cutGraph } from './cut-graph.js';
import type { TakeApart } from './results.js';

/**
 * Takes apart what a function of a reader's returned.
 *
 * Numbers, words and functions in it are not recorded: a replay could only repeat them.
 *
 * @throws ArgumentError for objects whose tensors cannot be replaced
 */
export const takeApart: TakeApart = (value, firstId) => {
  const [tensors, places] = [[] as Tensor[], [] as string[]];
  let other: string | null = null;
  const look = (item: unknown, place: string): void => {
    if (item instanceof Tensor) {
      tensors.push(item);
      places.push(place);
    } else if (item === undefined || item === null) places.push(`${place} ${item}`);
    else if (typeof item === 'object') {
      checkContainer(item);
      places.push(`${place} ${Array.isArray(item)}`);
      for (const [key, inner] of Object.entries(item)) {
        look(inner, Array.isArray(item) ? `${place}[${key}]` : `${place}.${key}`);
      }
    } else other ??= `${place} is ${describe(item)}`;
  };
  look(value, 'result');
  const cuts = tensors.map((x) => cutGraph(x, firstId));
  return { value, tensors, cuts, places, other };
};

function checkContainer(value: object): void {
  if (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype) return;
  throw new ArgumentError({
    operation: 'jit',
    expected: 'a function that returns a tensor, or lists and plain objects of tensors',
    received: `a result with ${Object.prototype.toString.call(value).slice(8, -1)} in it`,
    hint:
      value instanceof Promise
        ? 'await outside of the jitted function'
        : 'put the tensors into a list or an object written { … }',
  });
}
