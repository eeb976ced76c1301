import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as bp from '../../src/index.js';
import { availableBackends } from '../../src/tape/wasm/load.js';
import { runOn } from './run-on.js';

type Fn = (...inputs: bp.Tensor[]) => bp.Tensor;

const BACKENDS = availableBackends().filter((backend) => backend !== 'javascript');
const random = (shape: number[], seed: number) => bp.randomNormal(shape, 0, 2, 'float32', seed);
const whole = (shape: number[], seed: number) => random(shape, seed).round().cast('int32');

/** All in WebAssembly, and within the tolerance of the reference kernels; NaN and ±∞ exactly. */
function same(backend: bp.TapeBackend, f: Fn, inputs: bp.Tensor[], tolerance = 0): boolean {
  const taped = runOn(backend, f, inputs);
  expect(taped.counts.javaScript, 'steps left to JavaScript').toBe(0);
  const reference = runOn('javascript', f, inputs).values[0]!;
  return reference.every((x, i) => {
    const y = taped.values[0]![i]!;
    return x === y || Object.is(x, y) || Math.abs(x - y) <= tolerance * Math.max(1, Math.abs(x));
  });
}

const size = fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 23 }));
const seed = fc.integer({ min: 1, max: 1e6 });
const SPECIAL = [0, -0, 1, -1, 0.5, 1.5, 2.5, -2.5, 7, -7, 1e-30, 90, -90, 1e30, -1e30];
const EXTREME = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, ...SPECIAL];

const ON_ONE: [string, Fn, number][] = [
  ['sign', (x) => x!.sign(), 0],
  ['rsqrt', (x) => x!.rsqrt(), 2e-7],
  ['floor', (x) => x!.floor(), 0],
  ['ceil', (x) => x!.ceil(), 0],
  ['round', (x) => x!.round(), 0],
  ['relu6', (x) => x!.relu6(), 0],
  ['silu', (x) => x!.silu(), 3e-7],
  ['softsign', (x) => x!.softsign(), 2e-7],
  ['elu', (x) => x!.elu(), 0],
  ['selu', (x) => x!.selu(), 0],
  ['expm1', (x) => x!.expm1(), 0],
  ['leakyRelu', (x) => bp.leakyRelu(x!, 0.3), 2e-7],
  ['clip', (x) => bp.clipByValue(x!, -0.75, 1.5), 0],
];

const BOOLEAN: [string, Fn][] = [
  ['equal', (a, b) => a!.equal(b!)],
  ['notEqual', (a, b) => a!.notEqual(b!)],
  ['greater', (a, b) => a!.greater(b!)],
  ['greaterEqual', (a, b) => a!.greaterEqual(b!)],
  ['less', (a, b) => a!.less(b!)],
  ['lessEqual', (a, b) => a!.lessEqual(b!)],
];

const MOVES: [string, Fn][] = [
  ['transpose', (x) => bp.transpose(x!, [2, 0, 1])],
  ['transpose of the last two', (x) => bp.transpose(x!, [0, 2, 1])],
  ['broadcastTo', (x) => bp.broadcastTo(x!.mean(1, true), x!.shape)],
  ['slice', (x) => bp.slice(x!, [1, 0, 1], [-1, -1, x!.shape[2]! - 2])],
  [
    'pad',
    (x) =>
      bp.pad(
        x!,
        [
          [1, 0],
          [0, 2],
          [2, 1],
        ],
        0.5,
      ),
  ],
  ['concat', (x) => bp.concat([x!, x!.mul(2), x!.neg()], 1)],
  ['stack', (x) => bp.stack([x!, x!.mul(2)], 2)],
];

describe.each(BACKENDS)('on %s', (backend) => {
  it.each(ON_ONE)('%s', (_, f, tolerance) => {
    fc.assert(
      fc.property(size, size, seed, (rows, columns, from) => {
        return same(backend, f, [random([rows, columns], from)], tolerance);
      }),
      { numRuns: 20 },
    );
    expect(same(backend, f, [bp.tensor(EXTREME)], tolerance)).toBe(true);
  });

  it.each(BOOLEAN)('%s, as numbers and as choices', (_, f) => {
    fc.assert(
      fc.property(size, size, seed, (rows, columns, from) => {
        const full = random([rows, columns], from).round();
        return [[rows, columns], [columns], [rows, 1], []].every((shape, i) => {
          const other = random(shape, from + i).round();
          return (
            same(backend, f, [full, other]) &&
            same(backend, (a, b) => f(b!, a!), [full, other]) &&
            same(backend, (a, b) => f(a!, b!).cast('float32'), [full, other]) &&
            same(backend, (a, b) => bp.where(f(a!, b!), b!, a!), [full, other])
          );
        });
      }),
      { numRuns: 15 },
    );
    const numbers = bp.tensor(EXTREME);
    expect(same(backend, f, [numbers, numbers.reshape([-1, 1])])).toBe(true);
    expect(same(backend, f, [whole([7, 5], 1), whole([7, 1], 2)])).toBe(true);
  });

  it('logic', () => {
    const [a, b] = [random([3, 7], 1), random([3, 7], 2)];
    const f = (g: (p: bp.Tensor, q: bp.Tensor) => bp.Tensor): Fn => {
      return (x, y) => g(x!.greater(0), y!.greater(0));
    };
    expect(
      same(
        backend,
        f((p, q) => bp.logicalAnd(p, q)),
        [a, b],
      ),
    ).toBe(true);
    expect(
      same(
        backend,
        f((p, q) => bp.logicalOr(p, q)),
        [a, b],
      ),
    ).toBe(true);
    expect(
      same(
        backend,
        f((p) => bp.logicalNot(p)),
        [a, b],
      ),
    ).toBe(true);
  });

  it('casts', () => {
    expect(same(backend, (x) => x!.cast('float32').mul(2), [whole([5, 3], 1)])).toBe(true);
    expect(same(backend, (x) => x!.greater(0).cast('int32'), [random([5, 3], 1)])).toBe(true);
  });

  it.each(MOVES)('%s', (_, f) => {
    fc.assert(
      fc.property(size, size, size, seed, (a, b, c, from) => {
        return same(backend, f, [random([a + 1, b, c + 2], from)], 1e-6);
      }),
      { numRuns: 20 },
    );
  });

  it('moves whole numbers too', () => {
    expect(same(backend, (x) => bp.transpose(x!), [whole([3, 5], 1)])).toBe(true);
    expect(
      same(
        backend,
        (x) =>
          bp.pad(
            x!,
            [
              [1, 1],
              [0, 2],
            ],
            7,
          ),
        [whole([3, 5], 1)],
      ),
    ).toBe(true);
  });

  it('gathers, scatters, and marks by index', () => {
    const indices = bp.tensor([2, 0, 2, 1], { dtype: 'int32' });
    for (const axis of [0, 1, 2]) {
      const x = random([3, 4, 5], axis + 1);
      const f: Fn = (a, i) => bp.gather(a!, i!, axis);
      expect(same(backend, f, [x, indices])).toBe(true);
      const gradient: Fn = (a, i) => bp.grad((b) => f(b, i!).square().sum())(a!);
      expect(same(backend, gradient, [x, indices], 1e-6)).toBe(true);
    }
    const outside = bp.tensor([1, -1, 5, 0], { dtype: 'int32' });
    expect(same(backend, (i) => bp.oneHot(i!, 3, 2, -1), [outside])).toBe(true);
  });

  it('argMax of rows, the first of equals, NaN before all', () => {
    const x = bp.tensor([
      [1, 3, 3, 2],
      [Number.NaN, 9, Number.NaN, 1],
      [-1, Number.NEGATIVE_INFINITY, -1, -2],
      [0, 1, Number.NaN, Number.NaN],
    ]);
    expect(same(backend, (a) => a!.argMax(-1), [x])).toBe(true);
    expect(same(backend, (a) => a!.argMax(-1), [random([7, 11], 1)])).toBe(true);
  });

  it('products of stacks of matrices', () => {
    const a = random([3, 2, 5, 7], 1);
    const cases: [bp.Tensor, boolean, boolean][] = [
      [random([3, 2, 7, 4], 2), false, false],
      [random([3, 2, 4, 7], 3), false, true],
      [random([7, 4], 4), false, false],
      [random([3, 2, 5, 9], 5), true, false],
      [random([3, 2, 7, 1], 6), false, false],
    ];
    for (const [b, ta, tb] of cases) {
      expect(same(backend, (x, y) => x!.matMul(y!, ta, tb), [a, b], 3e-6)).toBe(true);
    }
  });
});
