import { describe, expect, it } from 'vitest';
import { numbersOf, programNames, programText, runProgram } from './run-program.js';

/** What holds between float32 engines: a little more where Adam divides by small numbers. */
const TOLERANCE = 2e-6;
const ADAM = 1e-5;
const USES_ADAM = ['curve-fitting', 'optimizers-in-a-valley'];

/** The numbers that two texts do not agree on, and how many there are; they must have the same names. */
async function compareRuns(first: string, second: string, tolerance: number) {
  const [own, other] = [numbersOf(await runProgram(first)), numbersOf(await runProgram(second))];
  expect(own.map(([path]) => path)).toEqual(other.map(([path]) => path));
  const pairs = own.map(([path, value], i) => ({ path, first: value, second: other[i]![1] }));
  const isApart = (a: number, b: number) =>
    !(Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a)));
  return { count: pairs.length, apart: pairs.filter((pair) => isApart(pair.first, pair.second)) };
}

describe('twin programs: only the import line differs', () => {
  const names = programNames();

  it('there are more than a dozen, from one neuron to a convolutional net', () => {
    expect(names.length).toBeGreaterThanOrEqual(12);
    expect(names).toEqual(expect.arrayContaining(['one-neuron', 'small-cnn']));
  });

  it.each(names)('%s gives the same numbers on both', async (name) => {
    const { count, apart } = await compareRuns(
      programText(name, '@tensorflow/tfjs'),
      programText(name, '@backprop/core'),
      USES_ADAM.includes(name) ? ADAM : TOLERANCE,
    );
    expect(count).toBeGreaterThan(2);
    expect(apart).toEqual([]);
  });

  it('a rate that is off by a thousandth is noticed', async () => {
    const text = programText('one-neuron', '@backprop/core');
    const off = text.replace('sgd(0.05)', 'sgd(0.05005)');
    expect(off).not.toBe(text);
    const { apart } = await compareRuns(text, off, TOLERANCE);
    expect(apart.map(({ path }) => path)).toContain('weight');
  });

  it('a program that imports anything else is refused', async () => {
    await expect(runProgram("import 'node:fs';\n")).rejects.toThrow('may not import node:fs');
  });
});
