import { describe, expect, test } from 'vitest';
import { ArgumentError, DtypeError } from '../../src/errors/errors.js';
import { gradCheck, softmax, tensor, Variable, variable } from '../../src/index.js';
import { defineOp, type UnaryOp } from '../../src/ops/define.js';
import { onEach } from '../../src/ops/pointwise.js';

/** A square whose derivative was forgotten to be doubled. */
const wrongSquare: UnaryOp = defineOp({
  ...onEach('square'),
  backward: [(g, { inputs: [x] }) => g.mul(x)],
});

describe('gradCheck', () => {
  test('agrees with right rules, for several inputs and a result of many numbers', () => {
    const report = gradCheck(
      (a, b) => softmax(a.matMul(b)),
      [
        [
          [1, -2],
          [0.5, 3],
        ],
        [
          [0.3, 1, -1],
          [2, 0.1, 0.7],
        ],
      ],
    );
    expect(report.passed).toBe(true);
    expect(report.checked).toBe(10);
    expect(report.largestRelative).toHaveLength(2);
    expect(Math.max(...report.largestRelative)).toBeLessThan(1e-7);
    expect(report.message).toMatch(/^All 10 derivatives agree/);
  });

  test('finds a wrong rule and says where it is worst', () => {
    const report = gradCheck((x) => wrongSquare(x).sum(), [[[1, 2, 5]]]);
    expect(report.passed).toBe(false);
    expect(report.failures).toHaveLength(3);
    expect(report.worst).toMatchObject({ input: 0, index: [0, 2], analytic: 5, kink: false });
    expect(report.worst?.numeric).toBeCloseTo(10, 8);
    expect(report.worst?.relative).toBeCloseTo(0.5, 8);
    expect(report.message).toMatch(/^3 of 3 derivatives do not agree; .*input 0 at \[0, 2\]/);
  });

  test('marks a corner of the function, and only that', () => {
    const report = gradCheck((x) => x.relu().sum(), [[-1, 0, 2]]);
    expect(report.kinks.map(({ index }) => index)).toEqual([[1]]);
    expect(report.failures).toEqual(report.kinks);
    expect(gradCheck((x) => x.exp().sum(), [[8, -8, 0]]).kinks).toEqual([]);
  });

  test('moves variables in place and puts them back, also when the function throws', () => {
    const w = variable(tensor([0.5, -1.5]), true, 'gradCheck/w');
    const loss = () => w.tanh().square().sum();
    expect(gradCheck(loss, [w]).passed).toBe(true);
    expect(w.arraySync()).toEqual([0.5, -1.5]);
    let calls = 0;
    const failing = () => {
      calls++;
      if (calls > 4) throw new RangeError('enough');
      return loss();
    };
    expect(() => gradCheck(failing, [w])).toThrow('enough');
    expect(w.arraySync()).toEqual([0.5, -1.5]);
  });

  test('finds a wrong rule behind a float32 variable too', () => {
    const w = variable(tensor([0.5, -1.5]), true, 'gradCheck/wrong');
    expect(gradCheck(() => wrongSquare(w).sum(), [w]).failures).toHaveLength(2);
  });

  test('checks a float64 variable as exactly as a tensor', () => {
    const w = new Variable(tensor([0.5, -1.5], { dtype: 'float64' }));
    const report = gradCheck(() => w.exp().sum(), [w]);
    expect(report.worst?.difference).toBeLessThan(1e-8);
  });

  test('checks as many numbers as maxChecks says', () => {
    const x = tensor(Array.from({ length: 50 }, (_, i) => i / 10));
    const report = gradCheck((v) => v.square().sum(), x, { maxChecks: 7 });
    expect(report.checked).toBe(7);
    expect(report.passed).toBe(true);
  });

  test('counts NaN as a failure', () => {
    const report = gradCheck((x) => x.log().sum(), [[-1]]);
    expect(report.passed).toBe(false);
    expect(report.worst?.difference).toBe(Number.POSITIVE_INFINITY);
  });

  test.each<[string, () => unknown, string]>([
    ['no function', () => gradCheck(3 as never, [[1]]), 'a function of tensors'],
    ['no list', () => gradCheck((x) => x, 3 as never), 'square brackets'],
    ['a number returned', () => gradCheck((x) => x.item() as never, [1]), 'return a tensor'],
    ['a wrong option', () => gradCheck((x) => x, [1], { step: 1 } as never), 'option step'],
    ['epsilon 0', () => gradCheck((x) => x, [1], { epsilon: 0 }), 'epsilon between 0 and 1'],
    ['maxChecks 0', () => gradCheck((x) => x, [1], { maxChecks: 0 }), 'maxChecks from 1 up'],
    ['another value each time', () => gradCheck((x) => x.mul(Math.random()), [1]), 'each time'],
  ])('refuses %s', (_, call, text) => {
    expect(call).toThrow(ArgumentError);
    expect(call).toThrow(text);
  });

  test('refuses whole numbers', () => {
    const x = tensor([1, 2], { dtype: 'int32' });
    expect(() => gradCheck((v) => v, [x])).toThrow(DtypeError);
  });
});
