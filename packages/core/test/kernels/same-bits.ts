// Numbers for kernels, and a comparison that knows -0 from 0.
import fc from 'fast-check';
import { expect } from 'vitest';
import type { View } from '../../src/kernels/contract.js';
import type { Values } from '../../src/tensor/dtype.js';
import { Random } from '../../src/tensor/random.js';
import { sizeOf } from '../../src/tensor/shape.js';

const STORES = {
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
  bool: Uint8Array,
};
export type Store = keyof typeof STORES;

export const upTo = (max: number) => fc.integer({ min: 1, max });
export const pair = (max: number) => fc.tuple(upTo(max), upTo(max));
export const floats = fc.constantFrom<Store>('float32', 'float64');
export const seeds = fc.integer({ min: 1, max: 2 ** 30 });

const ODD = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0];

/** Random numbers of mixed sizes; a share `odd` of them are NaN, infinite or zero. */
export class Numbers {
  readonly #source: Random;

  constructor(
    seed: number,
    readonly store: Store = 'float32',
    readonly odd = 0,
  ) {
    this.#source = new Random(seed);
  }

  view(...shape: number[]): View {
    const values = new STORES[this.store](sizeOf(shape));
    for (let i = 0; i < values.length; i++) values[i] = this.#number();
    return { values, shape };
  }

  #number(): number {
    const source = this.#source;
    if (this.store === 'bool') return Math.round(source.uniform());
    const odd = ODD[Math.floor(source.uniform() * ODD.length)]!;
    if (source.uniform() < this.odd) return odd;
    const size = 10 ** Math.floor(source.uniform() * 4);
    return (source.uniform() * 2 - 1) * size;
  }
}

/** Memory like a view's, full of what no kernel may leave there. */
export function soiled({ values, shape }: View): View {
  return { values: values.slice().fill(77), shape };
}

export function expectSameBits(received: Values, expected: Values): void {
  const at = expected.findIndex((value: number, i: number) => !Object.is(value, received[i]));
  expect({ at, value: received[at], length: received.length }).toEqual({
    at: -1,
    value: undefined,
    length: expected.length,
  });
}
