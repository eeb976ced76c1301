import { describe, expect, test } from 'vitest';
import {
  ArgumentError,
  customGrad,
  GraphError,
  grad,
  gradCheck,
  grads,
  jit,
  stopGradient,
  type Tensor,
  tensor,
} from '../../src/index.js';

type Save = (tensors: Tensor[]) => void;

describe('customGrad', () => {
  const product = customGrad((a: Tensor, b: Tensor, save: Save) => {
    save([a, b]);
    return {
      value: a.mul(b),
      gradFunc: (dy: Tensor, [x, y]: Tensor[]) => [dy.mul(y!), dy.mul(x!)],
    };
  });

  test('uses the gradient that was written, with what was saved', () => {
    const [da, db] = grads((a, b) => product(a!, b!).sum())([
      [1, 2],
      [3, 4],
    ]);
    expect(da!.arraySync()).toEqual([3, 4]);
    expect(db!.arraySync()).toEqual([1, 2]);
    expect(
      gradCheck(
        (a, b) => product(a!, b!),
        [
          [1, 2],
          [3, 4],
        ],
      ).passed,
    ).toBe(true);
  });

  test('is believed even where it is wrong, which gradCheck finds', () => {
    const doubled = customGrad((x: Tensor) => ({
      value: x.square(),
      gradFunc: (dy: Tensor) => dy.mul(x),
    }));
    expect(grad((x) => doubled(x))(3).item()).toBe(3);
    expect(gradCheck((x) => doubled(x!), [[3]]).passed).toBe(false);
  });

  test('can be differentiated again', () => {
    const cube = customGrad((x: Tensor) => ({
      value: x.pow(3),
      gradFunc: (dy: Tensor) => dy.mul(x.square().mul(3)),
    }));
    expect(grad(grad((x) => cube(x)))(2).item()).toBe(12);
  });

  test('works inside jit', () => {
    const clipped = customGrad((x: Tensor) => ({
      value: x.mul(1),
      gradFunc: (dy: Tensor) => dy.clip(-1, 1),
    }));
    const slope = jit((x: Tensor) => grad((v) => clipped(v).mul([5, 0.5]).sum())(x));
    for (let i = 0; i < 4; i++) expect(slope(tensor([i, 1])).arraySync()).toEqual([1, 0.5]);
  });

  test.each<[string, () => unknown, string]>([
    ['no function', () => customGrad(3 as never), 'a function of tensors'],
    ['a tensor alone', () => customGrad(((x: Tensor) => x) as never)([1]), '{ value, gradFunc }'],
    [
      'too few cotangents',
      () =>
        grads((a, b) =>
          customGrad((x: Tensor) => ({ value: x.neg(), gradFunc: (dy: Tensor) => dy }))(a!, b!),
        )([1, 2]),
      'gradFunc to return 2 tensors',
    ],
  ])('refuses %s', (_, call, words) => {
    expect(call).toThrow(ArgumentError);
    expect(call).toThrow(words);
  });

  test('refuses a cotangent of another shape', () => {
    const odd = customGrad((x: Tensor) => ({
      value: x.square(),
      gradFunc: (dy: Tensor) => dy.sum(),
    }));
    expect(() => grad((x) => odd(x).sum())([1, 2])).toThrow(GraphError);
  });
});

describe('stopGradient', () => {
  test('passes values on and nothing back', () => {
    const g = grad((x) => x.mul(stopGradient(x)))(3);
    expect(g.item()).toBe(3);
  });
});
