// Values, gradients and second derivatives of every operation case against PyTorch in float64.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { gradients } from '../../src/autodiff/gradients.js';
import {
  add,
  mul,
  type NestedArray,
  operations,
  sum,
  type Tensor,
  tensor,
} from '../../src/index.js';
import type { DType } from '../../src/tensor/dtype.js';

interface Case {
  readonly op: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly inputs: readonly NestedArray[];
  readonly value: NestedArray;
  readonly cotangent: NestedArray;
  readonly grads: readonly NestedArray[];
  readonly directions?: readonly NestedArray[];
  readonly second?: readonly NestedArray[];
}

const path = new URL('../fixtures/torch-ops.json', import.meta.url);
const cases: readonly Case[] = JSON.parse(readFileSync(path, 'utf8')).cases;

/** How far a result may be off: absolute near 0, and as a share of the number. */
interface Bounds {
  readonly absolute: number;
  readonly relative: number;
}
const DOUBLE: Bounds = { absolute: 1e-12, relative: 1e-10 };
// Inputs are rounded to float32, 6e-8; division and powers of them magnify that.
const SINGLE: Bounds = { absolute: 5e-6, relative: 5e-5 };

function expectClose(actual: Tensor, expected: NestedArray, bounds: Bounds, what: string): void {
  const wanted = tensor(expected, { dtype: 'float64' });
  expect(actual.shape, `${what}: shape`).toEqual(wanted.shape);
  wanted.values.forEach((want: number, i: number) => {
    const gap = Math.abs(actual.values[i]! - want);
    const limit = bounds.absolute + bounds.relative * Math.abs(want);
    expect(gap <= limit, `${what} at ${i}: ${actual.values[i]} for ${want}`).toBe(true);
  });
}

const LISTS = ['concat', 'stack'];

function run({ op, options }: Case, inputs: readonly Tensor[]): Tensor {
  const call = operations[op as keyof typeof operations] as unknown as (
    ...args: unknown[]
  ) => Tensor;
  return LISTS.includes(op) ? call(inputs, options) : call(...inputs, options);
}

/** Everything that a case states, computed here. */
function compute(item: Case, dtype: DType) {
  const make = (data: NestedArray, requiresGrad = false) => tensor(data, { dtype, requiresGrad });
  const inputs = item.inputs.map((data) => make(data, true));
  const value = run(item, inputs);
  const { grads } = gradients(value, inputs, {
    cotangent: make(item.cotangent),
    createGraph: true,
  });
  const directions = item.directions?.map((data) => make(data));
  const along = directions
    ?.map((direction, i) => sum(mul(grads[i]!, direction)))
    .reduce((total, x) => add(total, x));
  const second = along && gradients(along, inputs).grads;
  return { value, grads, second };
}

const title = ({ op, options, inputs }: Case) =>
  `${op} ${JSON.stringify(options)} of ${inputs.map((x) => `[${tensor(x).shape}]`).join(' and ')}`;

describe('operations agree with PyTorch', () => {
  test('the file is complete: 110 cases, of which only max pooling lacks a second derivative', () => {
    expect(cases).toHaveLength(110);
    const without = cases.filter(({ second, directions }) => !second || !directions);
    expect(without.map(({ op }) => op)).toEqual(['maxPool']);
    expect(cases.filter(({ op }) => !(op in operations))).toEqual([]);
  });

  test.each(cases.map((item) => [title(item), item] as const))('%s', (_, item) => {
    for (const [dtype, bounds] of [
      ['float64', DOUBLE],
      ['float32', SINGLE],
    ] as const) {
      const { value, grads, second } = compute(item, dtype);
      expect(value.dtype).toBe(dtype);
      expectClose(value, item.value, bounds, `${dtype} value`);
      expect(grads).toHaveLength(item.grads.length);
      grads.forEach((g, i) => {
        expectClose(g, item.grads[i]!, bounds, `${dtype} gradient ${i}`);
      });
      expect(second?.length).toBe(item.second?.length);
      second?.forEach((h, i) => {
        expectClose(h, item.second![i]!, bounds, `${dtype} second derivative ${i}`);
      });
    }
  });
});
