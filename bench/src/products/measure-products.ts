import * as core from '@backprop/core';
import { seeded, uniform } from '../random.js';
import { quantile } from '../statistics.js';
import { timePerStep } from '../timing.js';
import { multiplyAddPeak, type Peak } from './peak.js';

/** One product, and how much of the machine it uses. */
export interface ProductMeasurement {
  backend: 'relaxed-simd' | 'simd';
  product: string;
  /** Rows of the result, columns of the result, and the length of the sums. */
  size: [m: number, n: number, k: number];
  /** Billions of multiplications and additions a second, round by round. */
  rate: number[];
  /** What the same core's multiply-add peak was in the same round. */
  peak: number[];
  /** Why it was not timed. */
  wrong?: string;
}

export interface ProductOptions {
  rounds: number;
  slice: number;
  clock: () => number;
  largest: number;
}

/** More than the peak is impossible, but for noise in the clock. */
const MOST_OF_PEAK = 1.1;

export const PRODUCTS = [
  { product: 'A·B', transposeA: false, transposeB: false },
  { product: 'Aᵀ·B', transposeA: true, transposeB: false },
  { product: 'A·Bᵀ', transposeA: false, transposeB: true },
];

const square = (n: number): [number, number, number] => [n, n, n];
const SIZES = [
  square(32),
  square(64),
  square(128),
  square(256),
  square(512),
  square(1024),
  [64, 128, 784], // W3's and W4's first layers
  [128, 512, 784],
] as [number, number, number][];

interface Product {
  run(): void;
  /** What is wrong with the result; null if nothing. */
  findMistake(): string | null;
  dispose(): void;
}

/** A product on a tape, whose operands were changed after it was recorded. */
export function prepare(
  { transposeA, transposeB }: (typeof PRODUCTS)[number],
  [m, n, k]: [number, number, number],
): Product {
  const random = seeded(7);
  const [a, b] = [uniform(random, m * k, 1), uniform(random, k * n, 1)];
  // Variables, because a tape computes only once what cannot change.
  const x = core.variable(core.zeros(transposeA ? [k, m] : [m, k]));
  const y = core.variable(core.zeros(transposeB ? [n, k] : [k, n]));
  const result = core.variable(core.zeros([m, n]));
  const run = core.jit(() => {
    result.assign(core.matMul(x, y, transposeA, transposeB));
  });
  for (let i = 0; i < 4; i++) run(); // until it is recorded
  // The numbers that count come only now: a result that was kept from the recording would be 0.
  x.assign(core.tensor(a, x.shape));
  y.assign(core.tensor(b, y.shape));
  run();
  return {
    run,
    findMistake: () => {
      if (run.eagerBecause !== null) return `was not put on a tape: ${run.eagerBecause}`;
      const values = result.dataSync();
      for (let trial = 0; trial < 200; trial++) {
        const [i, j] = [Math.floor(random() * m), Math.floor(random() * n)];
        let expected = 0;
        for (let l = 0; l < k; l++) {
          expected +=
            a[transposeA ? l * m + i : i * k + l]! * b[transposeB ? j * k + l : l * n + j]!;
        }
        const received = values[i * n + j]!;
        if (!(Math.abs(received - expected) <= 1e-5 * k)) {
          return `expected ${expected} in row ${i}, column ${j}, received ${received}`;
        }
      }
      return null;
    },
    dispose: () => {
      for (const tensor of [x, y, result]) tensor.dispose();
    },
  };
}

/** Marks what was faster than the machine can be: then something else was timed. */
export function refuseImpossible(result: ProductMeasurement): ProductMeasurement {
  const share = quantile(
    result.rate.map((rate, i) => rate / result.peak[i]!),
    0.5,
  );
  if (share <= MOST_OF_PEAK) return result;
  return { ...result, wrong: `took ${share.toFixed(1)} times the peak: it cannot have multiplied` };
}

async function measureOne(
  backend: ProductMeasurement['backend'],
  kind: (typeof PRODUCTS)[number],
  size: [number, number, number],
  peak: Peak,
  { rounds, slice, clock }: ProductOptions,
): Promise<ProductMeasurement> {
  core.setTapeBackend(backend);
  const product = prepare(kind, size);
  const result: ProductMeasurement = { backend, product: kind.product, size, rate: [], peak: [] };
  const mistake = product.findMistake();
  if (mistake !== null) return { ...result, wrong: mistake };
  const timed = { step: product.run };
  await timePerStep(timed, 2 * slice, clock); // warm up
  const [m, n, k] = size;
  for (let round = 0; round < rounds; round++) {
    result.peak.push(peak.measure(slice / 2, clock));
    const microseconds = await timePerStep(timed, slice / 2, clock);
    result.rate.push((2 * m * n * k) / microseconds / 1000);
  }
  product.dispose();
  return refuseImpossible(result);
}

/** All three products at several sizes, on each kind of WebAssembly that there is. */
export async function measureProducts(options: ProductOptions): Promise<ProductMeasurement[]> {
  const all: ProductMeasurement[] = [];
  for (const backend of ['relaxed-simd', 'simd'] as const) {
    const peak = multiplyAddPeak(backend === 'relaxed-simd');
    if (peak === null) continue;
    peak.measure(options.slice, options.clock); // warm up
    for (const size of SIZES.filter((s) => Math.max(...s) <= options.largest || s[2] === 784)) {
      for (const kind of PRODUCTS) all.push(await measureOne(backend, kind, size, peak, options));
    }
  }
  return all;
}
