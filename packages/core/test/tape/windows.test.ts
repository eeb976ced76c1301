import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as bp from '../../src/index.js';
import { conv2d } from '../../src/ops/convolution.js';
import { conv2dFilter, conv2dTranspose } from '../../src/ops/convolution-adjoint.js';
import { avgPool, maxPool } from '../../src/ops/pooling.js';
import { avgPoolInput, maxPoolInput } from '../../src/ops/pooling-adjoint.js';
import { availableBackends } from '../../src/tape/wasm/load.js';
import { runOn } from './run-on.js';

const BACKENDS = availableBackends().filter((backend) => backend !== 'javascript');

const random = (shape: number[], seed: number) => bp.randomNormal(shape, 0, 1, 'float32', seed);

/** The largest difference between a backend and the reference kernels, all steps in WebAssembly. */
function compare(
  backend: bp.TapeBackend,
  f: (...inputs: bp.Tensor[]) => bp.Tensor,
  inputs: readonly bp.Tensor[],
): number {
  const taped = runOn(backend, f, inputs);
  expect(taped.counts.javaScript, 'steps left to JavaScript').toBe(0);
  const reference = runOn('javascript', f, inputs).values[0]!;
  const scale = Math.max(1, ...reference.map(Math.abs));
  return Math.max(...reference.map((x, i) => Math.abs(x - taped.values[0]![i]!) / scale));
}

const upTo = (max: number) => fc.integer({ min: 1, max });
const pair = (max: number) => fc.tuple(upTo(max), upTo(max));
const padding = fc.constantFrom('valid' as const, 'same' as const, 1, 4);

const convolutions = fc.record({
  images: upTo(3),
  size: pair(12),
  channels: upTo(9),
  filters: upTo(18),
  window: pair(3),
  strides: pair(2),
  dilations: fc.oneof(fc.constant<[number, number]>([1, 1]), pair(2)),
  padding,
  seed: upTo(1e6),
});

const pools = fc.record({
  images: upTo(3),
  size: pair(9),
  channels: upTo(9),
  poolSize: pair(3),
  strides: pair(3),
  padding: fc.constantFrom('valid' as const, 'same' as const),
  seed: upTo(1e6),
});

describe.each(BACKENDS)('on %s', (backend) => {
  it('convolves, and its two adjoints, in any window', () => {
    fc.assert(
      fc.property(convolutions, ({ images, size, channels, filters, window, seed, ...options }) => {
        // The image is at least as large as the window.
        const [height, width] = [size[0] + 4, size[1] + 4];
        const x = random([images, height, width, channels], seed);
        const filter = random([...window, channels, filters], seed + 1);
        const y = conv2d(x, filter, options);
        const dy = random([...y.shape], seed + 2);
        const toImage = { ...options, outputShape: x.shape };
        const toFilter = { ...options, filterShape: filter.shape };
        return (
          compare(backend, (a, b) => conv2d(a!, b!, options), [x, filter]) < 1e-6 &&
          compare(backend, (a, b) => conv2dTranspose(a!, b!, toImage), [dy, filter]) < 1e-6 &&
          compare(backend, (a, b) => conv2dFilter(a!, b!, toFilter), [x, dy]) < 2e-6
        );
      }),
      { numRuns: 60 },
    );
  });

  it('convolves image by image when the patches of all are too many', () => {
    const x = random([5, 40, 30, 3], 1);
    const filter = random([5, 5, 3, 10], 2);
    const dy = random([5, 36, 26, 10], 3);
    expect(compare(backend, (a, b) => conv2d(a!, b!), [x, filter])).toBeLessThan(1e-6);
    const toImage = { outputShape: x.shape };
    expect(compare(backend, (a, b) => conv2dTranspose(a!, b!, toImage), [dy, filter])).toBeLessThan(
      1e-6,
    );
    const toFilter = { filterShape: filter.shape };
    expect(compare(backend, (a, b) => conv2dFilter(a!, b!, toFilter), [x, dy])).toBeLessThan(3e-6);
  });

  it('pools, and gives back, in any window', () => {
    fc.assert(
      fc.property(pools, ({ images, size, channels, seed, ...options }) => {
        const [height, width] = [size[0] + 2, size[1] + 2];
        // Few different numbers, so that several are greatest.
        const x = random([images, height, width, channels], seed).mul(2).round();
        const dy = random([...maxPool(x, options).shape], seed + 1);
        const back = { ...options, outputShape: x.shape };
        return (
          compare(backend, (a) => maxPool(a!, options), [x]) === 0 &&
          compare(backend, (a, b) => maxPoolInput(a!, b!, options), [dy, x]) < 1e-6 &&
          compare(backend, (a) => avgPool(a!, options), [x]) < 1e-6 &&
          compare(backend, (a) => avgPoolInput(a!, back), [dy]) < 1e-6
        );
      }),
      { numRuns: 60 },
    );
  });

  it('a window with NaN in it gives NaN, and its gradient goes to the first', () => {
    const x = bp.tensor([1, Number.NaN, 3, Number.NaN], { dtype: 'float32' }).reshape([1, 2, 2, 1]);
    const dy = bp.tensor([[[[5]]]]);
    const f = (a: bp.Tensor, b: bp.Tensor) => [maxPool(b, 2), maxPoolInput(a, b, 2)];
    expect(runOn(backend, f as never, [dy, x]).values).toEqual([[Number.NaN], [0, 5, 0, 0]]);
  });

  it('trains a small convolutional net as the reference kernels do', () => {
    const losses = [backend, 'javascript' as const].map((each) => {
      bp.setTapeBackend(each);
      const step = trainingStep();
      return Array.from({ length: 40 }, () => step().item());
    });
    bp.setTapeBackend('auto');
    expect(losses[0]!.at(-1)!).toBeLessThan(losses[0]![0]! / 2);
    losses[0]!.forEach((loss, i) => {
      expect(loss).toBeCloseTo(losses[1]![i]!, 4);
    });
  });
});

/** Convolution, pooling, a dense layer and Adam on two random images of two classes. */
function trainingStep(): () => bp.Tensor {
  const [filter, bias, kernel] = [
    bp.variable(random([3, 3, 1, 4], 1).mul(0.3)),
    bp.variable(bp.zeros([4])),
    bp.variable(random([36, 2], 2).mul(0.3)),
  ];
  const x = random([2, 8, 8, 1], 3);
  const y = bp.tensor([
    [1, 0],
    [0, 1],
  ]);
  const optimizer = bp.train.adam(0.01);
  const loss = () => {
    const hidden = maxPool(conv2d(x, filter).add(bias).relu(), 2).reshape([2, 36]);
    return hidden.matMul(kernel).logSoftmax().mul(y).sum(-1).neg().mean();
  };
  return bp.jit(() => optimizer.minimize(loss, true, [filter, bias, kernel])!);
}
