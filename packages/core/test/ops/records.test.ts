// Tests that every operation gets from its own record, without a line written for it.
import { describe, expect, test } from 'vitest';
import { ArgumentError, BackpropError } from '../../src/errors/errors.js';
import { operations, records, Tensor, tensor } from '../../src/index.js';
import { type DeclaredError, defineOp, type OpRecord, type Sample } from '../../src/ops/define.js';
import { onEach } from '../../src/ops/pointwise.js';
import { type Call, firstOrderGap, secondOrderGap } from './directional.js';

const TOLERANCE = 1e-7;

const ofName = (name: string) => operations[name as keyof typeof operations] as unknown as Call;

const argumentsOf = (op: OpRecord, inputs: readonly unknown[], rest: readonly unknown[]) =>
  op.variadic ? [inputs, ...rest] : [...inputs, ...rest];

/** Which inputs are numbers that can be moved a little. */
const movable = (op: OpRecord, count: number) =>
  Array.from({ length: count }, (_, i) => {
    const accepts = typeof op.accepts === 'string' ? op.accepts : op.accepts[i];
    return accepts !== 'bool' && accepts !== 'int32';
  });

/** A sample as a function of its inputs. */
function functionOf(op: OpRecord, call: Call, { options }: Sample): Call {
  return (...inputs) => call(...argumentsOf(op, inputs, options === undefined ? [] : [options]));
}

const samples = records.flatMap((op) =>
  op.samples.map((sample, i) => [`${op.name}, sample ${i}`, op, sample] as const),
);
const smooth = samples.filter(([, , { differentiable }]) => differentiable !== false);
const errors = records.flatMap((op) =>
  op.errors.map((error, i) => [`${op.name}, error ${i}`, op, error] as const),
);

describe('each record', () => {
  test.each(records.map((op) => [op.name, op] as const))('%s is complete', (name, op) => {
    expect(op.name).toBe(name);
    expect(ofName(name).name).toBe(name);
    expect(op.formula.length).toBeGreaterThan(2);
    expect(op.source).toMatch(/^https:\/\//);
    expect(op.samples.length).toBeGreaterThan(0);
    expect(op.errors.length).toBeGreaterThan(0);
  });

  test('has a name of its own', () => {
    expect(new Set(records.map(({ name }) => name)).size).toBe(records.length);
  });
});

describe('each sample', () => {
  test.each(samples)('%s runs as a function and as a method, by name and in order', (_, op, s) => {
    const call = ofName(op.name);
    const value = functionOf(op, call, s)(...s.inputs);
    expect(value).toBeInstanceOf(Tensor);
    const names = Object.keys(op.options);
    const inOrder = names.map((name) => s.options?.[name]);
    const again = call(...argumentsOf(op, s.inputs, inOrder)) as Tensor;
    expect(again.shape).toEqual(value.shape);
    expect(again.values).toEqual(value.values);
    if (op.variadic || op.name === 'where') return;
    const [first, ...others] = s.inputs.map((x) => tensor(x as number[]));
    const method = (first as unknown as Record<string, Call>)[op.name]!;
    expect(method.call(first, ...others, s.options ?? {}).values).toEqual(value.values);
  });

  test.each(smooth)('%s: its gradient is the slope', (_, op, sample) => {
    const f = functionOf(op, ofName(op.name), sample);
    const gap = firstOrderGap(f, sample.inputs, movable(op, sample.inputs.length));
    expect(gap).toBeLessThan(TOLERANCE);
  });

  test.each(smooth)('%s: its second derivative is the slope of the gradient', (_, op, sample) => {
    const f = functionOf(op, ofName(op.name), sample);
    const gap = secondOrderGap(f, sample.inputs, movable(op, sample.inputs.length));
    expect(gap).toBeLessThan(TOLERANCE);
  });
});

function thrownBy(op: OpRecord, { inputs, options }: DeclaredError): unknown {
  try {
    ofName(op.name)(...argumentsOf(op, inputs, options === undefined ? [] : [options]));
  } catch (error) {
    return error;
  }
  return null;
}

describe('each declared error', () => {
  test.each(errors)('%s is thrown, in the one grammar', (_, op, declared) => {
    const error = thrownBy(op, declared);
    expect(error).toBeInstanceOf(declared.error);
    expect(error).toBeInstanceOf(BackpropError);
    const { message, operation, expected, received, hint } = error as BackpropError;
    expect(operation).toBe(op.name);
    expect(message).toBe(`${op.name}: expected ${expected}, received ${received}; ${hint}`);
    for (const part of [expected, received, hint]) expect(part.trim().length).toBeGreaterThan(0);
  });
});

describe('these tests can fail', () => {
  const broken = (backward: (g: Tensor, x: Tensor) => Tensor): Call =>
    defineOp({
      ...onEach('square'),
      backward: [(g, { inputs: [x] }) => backward(g, x)],
    }) as unknown as Call;
  const inputs = [[1, -2, 0.5]];

  test('a right rule passes both orders', () => {
    const right = broken((g, x) => g.mul(x).mul(2));
    expect(firstOrderGap(right, inputs, [true])).toBeLessThan(TOLERANCE);
    expect(secondOrderGap(right, inputs, [true])).toBeLessThan(TOLERANCE);
  });

  test('a rule that is off by one part in a million is caught', () => {
    const wrong = broken((g, x) => g.mul(x).mul(2.000002));
    expect(firstOrderGap(wrong, inputs, [true])).toBeGreaterThan(TOLERANCE);
  });

  test('a rule that forgets the graph is caught in second order', () => {
    const wrong = broken((g, x) => g.mul(tensor(x.dataSync(), { dtype: x.dtype })).mul(2));
    expect(firstOrderGap(wrong, inputs, [true])).toBeLessThan(TOLERANCE);
    expect(secondOrderGap(wrong, inputs, [true])).toBeGreaterThan(TOLERANCE);
  });

  test('a call that is not refused is told from one that is', () => {
    const fine = { inputs: [[1, 2]], error: ArgumentError } as DeclaredError;
    expect(thrownBy(operations.neg.op, fine)).toBeNull();
  });
});
