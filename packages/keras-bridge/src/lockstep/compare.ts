import { compareDigits } from './digits.js';
import type { NumberComparison, ParameterRow } from './rows.js';
import { ulpsBetween } from './ulps.js';

/** A weight tensor of one engine, values row by row. */
export interface NamedValues {
  layer: string;
  name: string;
  shape: readonly number[];
  values: ArrayLike<number>;
}

/**
 * Holds one number of core against the same number of TensorFlow.js.
 *
 * @param core - core's number
 * @param tfjs - TensorFlow.js's number
 * @returns both, their distance absolute and in float32 ulps, and the first digit that differs
 * @example
 * compareNumbers(1, 1.5).difference //=> 0.5
 */
export function compareNumbers(core: number, tfjs: number): NumberComparison {
  return {
    core,
    tfjs,
    difference: distance(core, tfjs),
    ulps: ulpsBetween(core, tfjs),
    digits: compareDigits(core, tfjs),
  };
}

/** NaN would lose every comparison and so hide; here it is the furthest of all. */
function distance(a: number, b: number): number {
  if (Object.is(a, b)) return 0;
  const apart = Math.abs(a - b);
  return Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart;
}

/**
 * Holds one weight tensor of core against the same tensor of TensorFlow.js.
 *
 * @param core - names, shape and values, row by row
 * @param tfjs - as many values, in the same order
 * @returns both tensors, the element with the largest difference and the largest distance in ulps
 * @example
 * const bias = { layer: 'dense', name: 'bias', shape: [2], values: [1, 2] };
 * compareParameter(bias, { values: [1, 2.5] }).largest.index //=> [1]
 */
export function compareParameter(
  core: NamedValues,
  tfjs: { values: ArrayLike<number> },
): ParameterRow {
  let place = 0;
  let largest = -1;
  let ulps = 0;
  for (let i = 0; i < core.values.length; i++) {
    const [a, b] = [core.values[i] as number, tfjs.values[i] as number];
    const apart = distance(a, b);
    if (apart > largest) [place, largest] = [i, apart];
    ulps = Math.max(ulps, ulpsBetween(a, b));
  }
  const index = indexOf(place, core.shape);
  const worst = compareNumbers(core.values[place] as number, tfjs.values[place] as number);
  return {
    layer: core.layer,
    name: core.name,
    shape: core.shape,
    core: Array.from(core.values),
    tfjs: Array.from(tfjs.values),
    largest: { ...worst, index },
    ulps,
  };
}

/** The place in a tensor of an element, from its place in the row-by-row list. */
function indexOf(place: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  let rest = place;
  for (const size of [...shape].reverse()) {
    index.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return index;
}
