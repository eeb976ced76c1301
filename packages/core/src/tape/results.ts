import { detached } from '../autodiff/gradients.js';
import { describe } from '../errors/describe.js';
import { ArgumentError } from '../errors/errors.js';
import type { GraphNode } from '../ops/define.js';
import { Tensor } from '../tensor/tensor.js';
import { type Cut, withCut } from './cut-graph.js';

/** What a function returned, and its parts. */
export interface Results<R = unknown> {
  readonly value: R;
  readonly tensors: readonly Tensor[];
  /** What each tensor has in place of its graph. */
  readonly cuts: readonly (GraphNode | null)[];
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
 * @param firstId id that the first tensor made by the function could have
 * @param cut what a tensor has in place of its graph
 * @throws ArgumentError for objects whose tensors cannot be replaced
 */
export function takeApart<R>(value: R, firstId: number, cut: Cut): Results<R> {
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
  const cuts = tensors.map((x) => cut(x, firstId));
  return { value, tensors, cuts, places, other };
}

/** Rebuilds lists and plain objects with every tensor in them replaced. */
export function mapTensors(value: unknown, replace: (tensor: Tensor) => Tensor): unknown {
  if (value instanceof Tensor) return replace(value);
  if (Array.isArray(value)) return value.map((item) => mapTensors(item, replace));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapTensors(item, replace)]),
  );
}

/**
 * What a replay would return: tensors with their graph cut off, each one new, so that disposing it or
 * assigning a variable later touches nothing else.
 *
 * @param firstId id that the first tensor made by the function could have
 */
export function asReplayed<R>({ value, cuts }: Results<R>, firstId: number): R {
  const seen = new Set<Tensor>();
  let next = 0;
  return mapTensors(value, (x) => {
    const cut = cuts[next++]!;
    const fresh = x.id >= firstId && !x.isVariable && !x.requiresGrad && !seen.has(x);
    seen.add(x);
    return fresh ? x : withCut(detached(x), cut);
  }) as R;
}

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
