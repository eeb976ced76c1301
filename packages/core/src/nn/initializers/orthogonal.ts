import { describeShape } from '../../errors/describe.js';
import { ShapeError } from '../../errors/errors.js';
import type { Random } from '../../tensor/random.js';
import type { Shape } from '../../tensor/shape.js';
import { checkFinite, checkOptions } from '../checks.js';
import { drawn, type Initializer } from './initializer.js';
import { checkSeed } from './random.js';

/**
 * Starts a weight as a random rotation (or part of one), which keeps lengths.
 *
 * The kernel, seen as a matrix $[\prod \text{leading axes}, n_{out}]$, has orthonormal columns, or
 * rows if it is wider than tall, times `gain`.
 *
 * @param args - `gain` (1), `seed`.
 * @returns the initializer; it takes shapes of rank 2 and more.
 * @throws ArgumentError when an argument is out of range, ShapeError for a lower rank.
 * @example
 * const w = initializers.orthogonal({ seed: 1 }).apply([4, 1]);
 * w.square().sum().item().toFixed(5); //=> '1.00000'
 * @see https://arxiv.org/abs/1312.6120
 */
export const orthogonal = (args: { gain?: number; seed?: number | null } = {}): Initializer => {
  checkOptions('orthogonal', args, ['gain', 'seed']);
  const gain = checkFinite('orthogonal', 'gain', args.gain ?? 1);
  const seed = checkSeed('orthogonal', args.seed);
  return drawn('Orthogonal', seed, { gain }, (random, shape) => {
    const columns = checkRank(shape);
    const rows = shape.slice(0, -1).reduce((product, size) => product * size, 1);
    const vectors = orthonormal(random, Math.min(rows, columns), Math.max(rows, columns));
    return (i) => {
      const row = Math.floor(i / columns);
      const column = i % columns;
      const vector = vectors[Math.min(rows, columns) === columns ? column : row] as number[];
      return gain * (vector[Math.min(rows, columns) === columns ? row : column] as number);
    };
  });
};

function checkRank(shape: Shape): number {
  if (shape.length >= 2) return shape[shape.length - 1] as number;
  throw new ShapeError({
    operation: 'orthogonal',
    expected: 'a shape of rank 2 or more',
    received: describeShape(shape),
    hint: 'use it for kernels, not for biases',
  });
}

/** `count` random vectors of the given length at right angles, by Gram–Schmidt. */
function orthonormal(random: Random, count: number, length: number): number[][] {
  const done: number[][] = [];
  while (done.length < count) {
    let vector = Array.from({ length }, () => random.normal());
    // Twice is enough: rounding of the first pass is removed by the second.
    for (let pass = 0; pass < 2; pass++) {
      for (const other of done) vector = minusProjection(vector, other);
    }
    const norm = Math.sqrt(dot(vector, vector));
    if (norm > 1e-8) done.push(vector.map((x) => x / norm));
  }
  return done;
}

const dot = (a: number[], b: number[]): number =>
  a.reduce((sum, x, i) => sum + x * (b[i] as number), 0);

const minusProjection = (vector: number[], unit: number[]): number[] => {
  const along = dot(vector, unit);
  return vector.map((x, i) => x - along * (unit[i] as number));
};
