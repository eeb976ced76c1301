import { describe, expect, test } from 'vitest';
import { DtypeError, ShapeError } from '../../src/errors/errors.js';
import {
  grad,
  hessian,
  hvp,
  jacobian,
  jvp,
  matMul,
  memory,
  type Tensor,
  tensor,
  vjp,
} from '../../src/index.js';

const double = (data: number | number[] | number[][]) => tensor(data, { dtype: 'float64' });

/** A map from 3 numbers to 2 × 3, with products, reductions, movement and a kink that is off 0. */
function f(x: Tensor): Tensor {
  const columns = x.reshape([3, 1]);
  const mixed = matMul(columns, columns, { transposeB: true }).tanh();
  return mixed.slice([0, 0], [2, 3]).add(x.relu()).div(x.square().sum().add(1));
}

const x = double([0.5, -1.25, 2]);
const v = double([1, -0.5, 0.25]);

/** Central differences along a direction. */
function slope(g: (at: Tensor) => Tensor, direction: Tensor): Tensor {
  const h = 1e-6;
  return g(x.add(direction.mul(h)))
    .sub(g(x.sub(direction.mul(h))))
    .div(2 * h);
}

function expectClose(actual: Tensor, expected: Tensor, digits = 8): void {
  expect(actual.shape).toEqual(expected.shape);
  actual.values.forEach((a: number, i: number) => {
    expect(a).toBeCloseTo(expected.values[i]!, digits);
  });
}

describe('jvp', () => {
  test('is the slope along the vector', () => {
    expectClose(jvp(f)(x, v), slope(f, v));
  });

  test('is 0 for a constant, and passes the vector on for the identity', () => {
    expect(jvp(() => double([3]))(x, v).arraySync()).toEqual([0]);
    expect(jvp((at) => at)(x, v).arraySync()).toEqual(v.arraySync());
  });

  test('can be differentiated: the slope of a slope', () => {
    const second = jvp((at) => jvp((inner) => inner.pow(3))(at, [1, 1, 1]))(x, [1, 1, 1]);
    expectClose(second, x.mul(6));
    expectClose(grad((at) => jvp((inner) => inner.pow(3))(at, [1, 1, 1]).sum())(x), x.mul(6));
  });

  test('goes through convolution and pooling', () => {
    const filter = double([1, -2, 0.5, 3]).reshape([2, 2, 1, 1]);
    const image = (at: Tensor) => at.concat(at.square()).concat(at.sin()).reshape([3, 3, 1]);
    const g = (at: Tensor) => image(at).conv2d(filter, 1, 'same').maxPool(2).flatten();
    expectClose(jvp(g)(x, v), slope(g, v), 7);
  });
});

describe('vjp', () => {
  test('is the transpose of jvp: ⟨u, J v⟩ = ⟨Jᵀ u, v⟩', () => {
    const u = double([
      [1, -1, 2],
      [0.5, 3, -0.25],
    ]);
    const left = u.mul(jvp(f)(x, v)).sum().item();
    expect(vjp(f)(x, u).mul(v).sum().item()).toBeCloseTo(left, 12);
  });
});

describe('jacobian', () => {
  test('has the shape of the result and of x, and its product with v is jvp', () => {
    const j = jacobian(f)(x);
    expect(j.shape).toEqual([2, 3, 3]);
    expectClose(j.mul(v).sum(-1), jvp(f)(x, v), 12);
  });

  test('of a scalar is the gradient', () => {
    const g = (at: Tensor) => at.exp().sum();
    expectClose(jacobian(g)(x), grad(g)(x), 14);
  });
});

describe('hessian and hvp', () => {
  const energy = (at: Tensor) => f(at).square().sum();

  test('the Hessian is symmetric and is the slope of the gradient', () => {
    const h = hessian(energy)(x);
    expect(h.shape).toEqual([3, 3]);
    expectClose(h, h.transpose(), 12);
    expectClose(h.matMul(v.reshape([3, 1])).reshape([3]), slope(grad(energy), v), 7);
  });

  test('hvp is its product with a vector', () => {
    const h = hessian(energy)(x);
    expectClose(hvp(energy)(x, v), h.matMul(v.reshape([3, 1])).reshape([3]), 11);
  });
});

describe('products of derivatives', () => {
  test('leave nothing behind but their result', () => {
    const before = memory().numTensors;
    const results = [jvp(f)(x, v), jacobian(f)(x), hessian((at) => f(at).sum())(x)];
    expect(memory().numTensors - before).toBe(results.length);
  });

  test.each<[string, () => unknown, new (details: never) => Error, string]>([
    ['jvp', () => jvp(f)(x, [1, 2]), ShapeError, 'jvp: expected v to have shape [3], received [2]'],
    ['vjp', () => vjp(f)(x, [1, 2]), ShapeError, 'vjp: expected v to have shape [2, 3]'],
    ['hvp', () => hvp(f)(x, v), ShapeError, 'hvp: expected the function to return a scalar'],
    ['hessian', () => hessian(f)(x), ShapeError, 'hessian: expected the function to return'],
    ['jacobian', () => jacobian(f)(tensor([1], { dtype: 'int32' })), DtypeError, 'float dtype'],
    ['jvp of float32', () => jvp(f)(x, tensor([1, 2, 3])), DtypeError, 'v of dtype float64'],
  ])('%s refuses what does not fit', (_, call, type, text) => {
    expect(call).toThrow(type);
    expect(call).toThrow(text);
  });
});
