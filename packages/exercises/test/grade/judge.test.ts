import type { CallOutcome } from '@backprop/runner';
import { describe, expect, it } from 'vitest';
import { type Comparison, close, finiteDifference, property } from '../../src/define/index.js';
import { planDifferences } from '../../src/grade/central-difference.js';
import { judge, sameAnswer } from '../../src/grade/judge.js';

const returned = (value: unknown): CallOutcome => ({ how: 'returned', value });

function judgeOne(compare: Comparison, outcome: CallOutcome, gradient?: unknown) {
  const group = { title: 'one', call: 'f', compare };
  return judge(0, outcome, {
    cases: [{ group, args: [3] }],
    answers: [9],
    gradients: new Map([[0, gradient]]),
  });
}

describe('planDifferences', () => {
  it('gives the gradient of a function by every number of a nest', () => {
    const point = { W: [[1, 2], [3]], b: -0.5 };
    const plan = planDifferences({ of: 'f', by: 0, step: 1e-4 }, [point]);
    const f = ({ W, b }: typeof point) => W[0]![0]! * W[0]![1]! + W[1]![0]! ** 2 + Math.sin(b);
    const gradient = plan.gradient(plan.calls.map(({ args }) => f(args[0] as typeof point)));
    expect(plan.calls).toHaveLength(8);
    expect(gradient).toEqual({
      W: [[expect.closeTo(2, 7), expect.closeTo(1, 7)], [expect.closeTo(6, 7)]],
      b: expect.closeTo(Math.cos(-0.5), 7),
    });
  });
});

describe('judge', () => {
  it('holds a gradient against the finite difference, and says so', () => {
    const compare = finiteDifference({ of: 'f', by: 0 });
    expect(judgeOne(compare, returned(6.0000001), 6)).toBeNull();
    expect(judgeOne(compare, returned(3), 6)?.why).toBe(
      'in the gradient, the answer should be 6, and is 3',
    );
  });

  it('counts an answer that `read` cannot read as wrong', () => {
    const read = (answer: unknown) => (answer as { grad: { x: number } }).grad.x;
    const compare = finiteDifference({ of: 'f', by: 0, read });
    expect(judgeOne(compare, returned(null), 6)).toMatchObject({ received: 'undefined' });
  });

  it('tells what a property says, and survives answers that it cannot read', () => {
    const compare = property((_, answer) =>
      (answer as number[]).every((p) => p >= 0) ? true : 'no probability is below 0',
    );
    expect(judgeOne(compare, returned([0.5]))).toBeNull();
    expect(judgeOne(compare, returned([-1]))?.why).toBe('no probability is below 0');
    expect(judgeOne(compare, returned(null))?.why).toContain('the form that was asked for');
  });

  it('spells out control characters that an error or an answer holds', () => {
    const error = { name: 'Error', message: '\u001b[2Jgone', stack: [] };
    expect(judgeOne(close(), { how: 'threw', error })?.why).toContain('\\u001b[2Jgone');
    expect(judgeOne(close(), returned('\u202e'))?.received).toBe('"\\u202e"');
  });
});

describe('sameAnswer', () => {
  it('is never true of calls without an answer', () => {
    expect(sameAnswer(close(), { how: 'unanswered' }, { how: 'unanswered' })).toBe(false);
    expect(sameAnswer(close(), returned(1), { how: 'missing' })).toBe(false);
  });

  it('compares within rounding where the case itself has no rule for numbers', () => {
    const rule = property(() => true);
    expect(sameAnswer(rule, returned(0.3), returned(0.1 + 0.2))).toBe(true);
    expect(sameAnswer(rule, returned(0.3), returned(0.4))).toBe(false);
  });
});
