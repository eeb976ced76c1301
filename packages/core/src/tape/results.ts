import { detached } from '../autodiff/gradients.js';
import type { GraphNode } from '../ops/define.js';
import { Tensor } from '../tensor/tensor.js';
import { withCut } from './cut-graph.js';

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
 * @param firstId id that the first tensor made by the function could have
 */
export type TakeApart = <R>(value: R, firstId: number) => Results<R>;

/** For functions that are known to return tensors only, at the same places, whose graphs nobody uses. */
export const tensorsIn: TakeApart = (value) => {
  const tensors: Tensor[] = [];
  mapTensors(value, (x) => {
    tensors.push(x);
    return x;
  });
  return {
    value,
    tensors,
    cuts: tensors.map(() => null),
    places: [`${tensors.length}`],
    other: null,
  };
};

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
