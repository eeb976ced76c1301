import { expect } from 'vitest';
import * as bp from '../../src/index.js';
import { availableBackends } from '../../src/tape/wasm/load.js';
import { runOn } from './run-on.js';

/** A function of tensors that is recorded. */
export type Fn = (...inputs: bp.Tensor[]) => bp.Tensor;

/** Every backend that is held against the reference kernels. */
export const BACKENDS = availableBackends().filter((backend) => backend !== 'javascript');

/** Numbers around zero, the same for the same seed. */
export const random = (shape: number[], seed: number) =>
  bp.randomNormal(shape, 0, 2, 'float32', seed);

/** The largest difference, relative to numbers above 1. NaN and infinities must be the same. */
export function difference(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  return Math.max(
    0,
    ...a.map((x, i) => {
      const y = b[i]!;
      if (Object.is(x, y) || x === y) return 0;
      if (!Number.isFinite(x) || !Number.isFinite(y)) return Number.POSITIVE_INFINITY;
      return Math.abs(x - y) / Math.max(1, Math.abs(x), Math.abs(y));
    }),
  );
}

/** Calculates on a backend and by the reference kernels; all in WebAssembly. */
export function compare(backend: bp.TapeBackend, f: Fn, inputs: readonly bp.Tensor[]): number {
  const taped = runOn(backend, f, inputs);
  const reference = runOn('javascript', f, inputs);
  expect(taped.counts.javaScript, 'steps left to JavaScript').toBe(0);
  expect(taped.counts.webAssembly).toBeGreaterThan(0);
  return difference(taped.values.flat(), reference.values.flat());
}
