// Programs put together at random: their gradients must be slopes, and forward and reverse agree.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat, jvp, matMul, operations, stack, Tensor, vjp, where } from '../../src/index.js';
import { Random } from '../../src/tensor/random.js';
import { type Call, firstOrderGap, secondOrderGap } from '../ops/directional.js';

/** A step makes a tensor of the same shape [3, 3] from one or two earlier ones. */
type Step = (x: Tensor, y: Tensor) => Tensor;

const SMOOTH = ['sin', 'tanh', 'sigmoid', 'softplus', 'silu', 'mish', 'gelu', 'softmax'] as const;
const alone = SMOOTH.map((name): [string, Step] => [name, (x) => operations[name](x)]);

const together: [string, Step][] = [
  ['add', (x, y) => x.add(y)],
  ['mul', (x, y) => x.mul(y)],
  ['sub', (x, y) => x.sub(y)],
  ['div by 2 + y²', (x, y) => x.div(y.square().add(2))],
  ['atan2', (x, y) => x.atan2(y.square().add(1))],
  ['matMul', (x, y) => matMul(x, y).div(4)],
  ['matMul transposed', (x, y) => matMul(x, y, true, true).div(4)],
  ['add row sums', (x, y) => x.add(y.sum(1, true))],
  ['mul column means', (x, y) => x.mul(y.mean(0))],
  ['logSumExp', (x, y) => x.sub(y.logSumExp(1, true))],
  ['reshape and transpose', (x, y) => x.reshape([9]).reverse().reshape([3, 3]).add(y.transpose())],
  [
    'slice and pad',
    (x, y) =>
      x
        .slice([1, 0], [2, 3])
        .pad([
          [0, 1],
          [0, 0],
        ])
        .add(y),
  ],
  ['gather', (x, y) => x.gather([2, 0, 2]).mul(y)],
  ['concat', (x, y) => concat([x, y], 1).slice([0, 2], [3, 3])],
  ['stack', (x, y) => stack([x, y], 2).mean(2)],
  ['where', (x, y) => where([[true, false, true]], x, y)],
  ['cumsum', (x, y) => x.cumsum(1).mul(0.3).add(y)],
  [
    'conv2d',
    (x, y) =>
      x
        .reshape([3, 3, 1])
        .conv2d(y.slice([0, 0], [2, 2]).reshape([2, 2, 1, 1]), 1, 'same')
        .reshape([3, 3]),
  ],
  ['avgPool', (x, y) => x.reshape([3, 3, 1]).avgPool(2, 1, 'same').reshape([3, 3]).sub(y)],
];
const steps = [...alone, ...together];

/** Which step, and which of the tensors so far it takes. */
const program = fc.array(fc.tuple(fc.nat(steps.length - 1), fc.nat(), fc.nat()), {
  minLength: 1,
  maxLength: 8,
});
type Program = readonly (readonly [number, number, number])[];

function run(lines: Program, a: Tensor, b: Tensor): Tensor {
  const made = [a, b];
  for (const [step, left, right] of lines) {
    // The newest is always used, so that no step is lost.
    const other = made[right % made.length]!;
    const newest = made.at(-1)!;
    made.push(left % 2 === 0 ? steps[step]![1](newest, other) : steps[step]![1](other, newest));
  }
  return made.at(-1)!;
}

function matrix(seed: number): Tensor {
  const random = new Random(seed);
  const values = Float64Array.from({ length: 9 }, () => random.uniform() * 2 - 1);
  return new Tensor(values, [3, 3], 'float64');
}

const seed = fc.integer({ min: 0, max: 2 ** 31 });

describe('random programs', () => {
  test('have the slopes that their gradients say, to second order', () => {
    fc.assert(
      fc.property(program, seed, (lines, n) => {
        const f: Call = (a, b) => run(lines, a as Tensor, b as Tensor);
        const inputs = [matrix(n).arraySync(), matrix(n + 1).arraySync()];
        expect(firstOrderGap(f, inputs, [true, true])).toBeLessThan(1e-7);
        expect(secondOrderGap(f, inputs, [true, true])).toBeLessThan(1e-6);
      }),
      { numRuns: 150 },
    );
  });

  test('forward and reverse mode are transposes: ⟨u, J v⟩ = ⟨Jᵀ u, v⟩', () => {
    fc.assert(
      fc.property(program, seed, (lines, n) => {
        const f = (x: Tensor) => run(lines, x, matrix(n));
        const [x, u, v] = [matrix(n + 1), matrix(n + 2), matrix(n + 3)];
        const left = u.mul(jvp(f)(x, v)).sum().item();
        const right = vjp(f)(x, u).mul(v).sum().item();
        expect(Math.abs(left - right)).toBeLessThan(1e-11 * Math.max(1, Math.abs(left)));
      }),
      { numRuns: 100 },
    );
  });
});
