// Laws that hold for every shape, tried on random ones.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  broadcastTo,
  concat,
  cumsum,
  gather,
  grads,
  matMul,
  mul,
  pad,
  reverse,
  type Shape,
  scatterAdd,
  slice,
  split,
  stack,
  sum,
  sumTo,
  Tensor,
  transpose,
  unstack,
} from '../../src/index.js';
import { Random } from '../../src/tensor/random.js';
import { sizeOf, stridesOf } from '../../src/tensor/shape.js';

const shape = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 });
const seed = fc.integer({ min: 0, max: 2 ** 31 });

function random(of: Shape, from: number): Tensor {
  const source = new Random(from);
  const values = Float64Array.from({ length: sizeOf(of) }, () => source.uniform() * 4 - 2);
  return new Tensor(values, of, 'float64');
}

/** A shape, and one that broadcasts to it: leading axes dropped, others made 1. */
const broadcastPair = shape.chain((full) =>
  fc
    .tuple(
      fc.integer({ min: 0, max: full.length }),
      fc.array(fc.boolean(), { minLength: full.length, maxLength: full.length }),
    )
    .map(([dropped, ones]) => ({
      full,
      part: full.map((n, i) => (ones[i] ? 1 : n)).slice(dropped),
    })),
);

/** The number at an index of the larger shape, found without strides of the engine's walk. */
function at(x: Tensor, index: readonly number[]): number {
  const own = index.slice(index.length - x.rank).map((i, k) => (x.shape[k] === 1 ? 0 : i));
  return x.values[stridesOf(x.shape).reduce((place, step, k) => place + step * own[k]!, 0)]!;
}

function indicesOf(of: Shape): number[][] {
  return of.reduce<number[][]>(
    (all, n) => all.flatMap((head) => Array.from({ length: n }, (_, i) => [...head, i])),
    [[]],
  );
}

const dot = (a: Tensor, b: Tensor) => sum(mul(a, b)).item();

function expectSame(a: Tensor, b: Tensor): void {
  expect(a.shape).toEqual(b.shape);
  a.values.forEach((value: number, i: number) => {
    expect(value).toBeCloseTo(b.values[i]!, 10);
  });
}

describe('broadcasting', () => {
  test('repeats: every number of a sum comes from the places that NumPy names', () => {
    fc.assert(
      fc.property(broadcastPair, seed, ({ full, part }, n) => {
        const a = random(full, n);
        const b = random(part, n + 1);
        const left = add(a, b);
        const right = add(b, a);
        expect(left.shape).toEqual(full);
        expect(right.values).toEqual(left.values);
        indicesOf(full).forEach((index, i) => {
          expect(left.values[i]).toBe(at(a, index) + at(b, index));
        });
      }),
    );
  });

  test('and summing back are adjoint: ⟨broadcastTo(x), y⟩ = ⟨x, sumTo(y)⟩', () => {
    fc.assert(
      fc.property(broadcastPair, seed, ({ full, part }, n) => {
        const x = random(part, n);
        const y = random(full, n + 1);
        expect(dot(broadcastTo(x, full), y)).toBeCloseTo(dot(x, sumTo(y, part)), 9);
      }),
    );
  });

  test('gives every input a gradient of its own shape, summed over its repetitions', () => {
    fc.assert(
      fc.property(broadcastPair, seed, ({ full, part }, n) => {
        const a = random(full, n);
        const b = random(part, n + 1);
        const [da, db] = grads((x, y) => sum(mul(x!, y!)))([a, b]);
        expectSame(da!, broadcastTo(b, full));
        expectSame(db!, sumTo(a, part));
      }),
    );
  });
});

/** A shape of rank 1 or more, and one of its axes. */
const withAxis = fc
  .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 })
  .chain((of) => fc.record({ of: fc.constant(of), axis: fc.nat(of.length - 1) }));

describe('the sum rule', () => {
  test('axis by axis, in any order, is the sum over all', () => {
    fc.assert(
      fc.property(shape, seed, (of, n) => {
        const x = random(of, n);
        let rest = x;
        while (rest.rank > 0) rest = sum(rest, n % rest.rank);
        expect(rest.item()).toBeCloseTo(sum(x).item(), 9);
      }),
    );
  });

  test('the gradient of f + g is that of f plus that of g', () => {
    fc.assert(
      fc.property(shape, seed, (of, n) => {
        const x = random(of, n);
        const f = (v: Tensor) => v.square().sum();
        const g = (v: Tensor) => v.sin().sum();
        const [both] = grads((v) => add(f(v!), g(v!)))([x]);
        const [one] = grads((v) => f(v!))([x]);
        const [other] = grads((v) => g(v!))([x]);
        expectSame(both!, add(one!, other!));
      }),
    );
  });

  test('a running sum ends at the sum, and is adjoint to the one from the other end', () => {
    fc.assert(
      fc.property(withAxis, seed, ({ of, axis }, n) => {
        const x = random(of, n);
        const y = random(of, n + 1);
        const running = split(cumsum(x, axis), of[axis]!, axis).at(-1)!;
        expectSame(running, sum(x, axis, true));
        expect(dot(cumsum(x, axis), y)).toBeCloseTo(dot(x, cumsum(y, axis, false, true)), 8);
      }),
    );
  });
});

describe('movement', () => {
  test('concat undoes split, stack undoes unstack', () => {
    fc.assert(
      fc.property(withAxis, seed, ({ of, axis }, n) => {
        const x = random(of, n);
        const cut = n % (of[axis]! + 1);
        expectSame(concat(split(x, [cut, of[axis]! - cut], axis), axis), x);
        expectSame(stack(unstack(x, axis), axis), x);
      }),
    );
  });

  test('reversing twice, and transposing there and back, change nothing', () => {
    fc.assert(
      fc.property(withAxis, seed, ({ of, axis }, n) => {
        const x = random(of, n);
        expectSame(reverse(reverse(x, axis), axis), x);
        const perm = of.map((_, i) => (i + axis) % of.length);
        const back = perm.map((_, i) => perm.indexOf(i));
        expectSame(transpose(transpose(x, perm), back), x);
      }),
    );
  });

  test('pad and slice are adjoint, and so are gather and scatterAdd', () => {
    fc.assert(
      fc.property(withAxis, seed, ({ of, axis }, n) => {
        const x = random(of, n);
        const paddings = of.map((_, i) => [(n + i) % 3, (n + 2 * i) % 2] as const);
        const padded = pad(x, paddings);
        const y = random(padded.shape, n + 1);
        const begin = paddings.map(([before]) => before);
        expect(dot(padded, y)).toBeCloseTo(dot(x, slice(y, begin, of)), 9);

        const length = of[axis]!;
        const indices = Array.from({ length: 1 + (n % 5) }, (_, i) => (n + i * i) % length);
        const picked = gather(x, indices, axis);
        const z = random(picked.shape, n + 2);
        expect(dot(picked, z)).toBeCloseTo(dot(x, scatterAdd(z, indices, axis, length)), 9);
      }),
    );
  });
});

describe('matrix products', () => {
  test('associate, and transpose as (AB)ᵀ = BᵀAᵀ', () => {
    const size = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(size, size, size, size, seed, (m, k, l, n, from) => {
        const a = random([m, k], from);
        const b = random([k, l], from + 1);
        const c = random([l, n], from + 2);
        expectSame(matMul(matMul(a, b), c), matMul(a, matMul(b, c)));
        expectSame(transpose(matMul(a, b)), matMul(b, a, true, true));
      }),
    );
  });
});
