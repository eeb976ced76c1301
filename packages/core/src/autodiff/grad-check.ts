import { describe, describeShape } from '../errors/describe.js';
import { ArgumentError, DtypeError } from '../errors/errors.js';
import { type TensorLike, toTensor } from '../tensor/convert.js';
import { isFloat, type Values } from '../tensor/dtype.js';
import { Random } from '../tensor/random.js';
import { type Shape, stridesOf } from '../tensor/shape.js';
import { Tensor } from '../tensor/tensor.js';
import { tidy } from '../tensor/tidy.js';
import { Variable } from '../tensor/variable.js';
import { checkFunction, checkResult } from './check-function.js';
import { checkGradCheckOptions, type GradCheckOptions } from './grad-check-options.js';
import { gradients } from './gradients.js';
import type { TensorsFunction } from './grads.js';
import { noGrad, withRecording } from './recording.js';

/** One number of one input, and both of its derivatives. */
export interface CheckedPlace {
  /** Which input. */
  readonly input: number;
  /** Where in it, one index for each axis. */
  readonly index: readonly number[];
  /** The derivative by the backward rules. */
  readonly analytic: number;
  /** The derivative by central differences. */
  readonly numeric: number;
  /** How far apart they are: |analytic − numeric|. */
  readonly difference: number;
  /** The same over the greater of |analytic| and |numeric|; 0 if both are 0. */
  readonly relative: number;
  /** Whether they agree within the tolerances. */
  readonly passed: boolean;
  /** Whether the function has a corner here, so that the derivative is a convention. */
  readonly kink: boolean;
}

/** What `gradCheck` found. */
export interface GradCheckReport {
  /** Whether all places agree; places at a kink count too. */
  readonly passed: boolean;
  /** How many numbers were checked. */
  readonly checked: number;
  /** The place with the largest difference; null if there was nothing to check. */
  readonly worst: CheckedPlace | null;
  /** Every place that does not agree. */
  readonly failures: readonly CheckedPlace[];
  /** Places at a corner of the function: distrust a difference there. */
  readonly kinks: readonly CheckedPlace[];
  /** The largest relative difference in each input. */
  readonly largestRelative: readonly number[];
  /** The findings in one sentence. */
  readonly message: string;
}

/** Something whose numbers can be moved one by one. */
interface Probe {
  readonly argument: Tensor;
  readonly start: Values;
  /** A float32 variable keeps its type, so its steps are larger and its tolerances wider. */
  readonly single: boolean;
  move(position: number, to: number): Tensor;
}

/**
 * Compares the gradients of a function with central differences, number by number.
 *
 * $$\frac{\partial f}{\partial x_i} \approx \frac{f(x + h e_i) - f(x - h e_i)}{2h}, \quad
 * h = \text{epsilon} \cdot \max(1, |x_i|)$$
 *
 * Tensors are converted to float64 for the check; epsilon is then 1e-5, and both derivatives must
 * agree within atol 1e-7 + rtol 1e-6 of the greater. Variables are moved in place (and put back):
 * a float32 one is checked with epsilon 5e-3, atol 2e-3 and rtol 1e-2. Where f returns more than
 * one number, its numbers are combined with random weights, for in a plain sum errors can cancel.
 *
 * @param f a function made of operations, which gives the same result each time
 * @param inputs float tensors or variables, one for each argument of f; those that f does not take
 *   as arguments may be variables that it uses
 * @param options epsilon, rtol, atol, maxChecks (numbers tried per input), seed
 * @returns the report; nothing is thrown if gradients are wrong
 * @throws ArgumentError if f is no function, returns no tensor, or returns another value each time
 * @throws DtypeError if an input is not float
 * @example
 * gradCheck((x) => x.pow(3).sum(), [[1, 2, 3]]).passed //=> true
 * @see https://cs231n.github.io/neural-networks-3/#gradcheck
 */
export function gradCheck(
  f: TensorsFunction,
  inputs: Tensor | readonly TensorLike[],
  options: GradCheckOptions = {},
): GradCheckReport {
  checkFunction('gradCheck', f);
  const settings = checkGradCheckOptions(options);
  const probes = listInputs(inputs).map(makeProbe);
  return tidy(() => {
    const args = probes.map((probe) => probe.argument);
    const y = checkResult(
      'gradCheck',
      withRecording(true, () => f(...args)),
    );
    const random = new Random(settings.seed);
    const weights = projection(y, random);
    const { grads } = gradients(y, args, { operation: 'gradCheck', cotangent: weights });
    const evaluate = (moved: readonly Tensor[]) =>
      tidy(() => noGrad(() => weightedSum(checkResult('gradCheck', f(...moved)), weights)));
    checkRepeatable(evaluate(args), evaluate(args));
    const places = probes.map((probe, i) =>
      pickPositions(probe.start.length, settings.maxChecks, random).map((position) => {
        const along = (to: number) => {
          const moved = probe.move(position, to);
          return evaluate(args.map((x, j) => (j === i ? moved : x)));
        };
        const limits = probe.single ? settings.single : settings.double;
        const slope = differences(along, probe.start[position]!, limits.epsilon, () =>
          probe.move(position, probe.start[position]!),
        );
        const index = indexOf(position, probe.argument.shape);
        return compare(i, index, grads[i]!.values[position]!, slope, limits);
      }),
    );
    return summarise(places);
  });
}

function listInputs(inputs: unknown): readonly unknown[] {
  if (inputs instanceof Tensor) return [inputs];
  if (Array.isArray(inputs) && inputs.length > 0) return inputs;
  throw new ArgumentError({
    operation: 'gradCheck',
    expected: 'a list of tensors or variables, one for each argument of the function',
    received: describe(inputs),
    hint: 'put the arguments in square brackets',
  });
}

function makeProbe(value: unknown, i: number): Probe {
  const x = toTensor('gradCheck', `input ${i}`, value);
  if (!isFloat(x.dtype) || (x instanceof Variable && !x.trainable)) {
    throw new DtypeError({
      operation: 'gradCheck',
      expected: `input ${i} to be a float tensor or a trainable variable`,
      received: describe(x),
      hint: 'only these have gradients; convert it with cast',
    });
  }
  return x instanceof Variable ? variableProbe(x) : tensorProbe(x);
}

function tensorProbe(x: Tensor): Probe {
  const start = Float64Array.from(x.dataSync());
  return {
    argument: new Tensor(start, x.shape, 'float64', true),
    start,
    single: false,
    move(position, to) {
      const values = start.slice();
      values[position] = to;
      return new Tensor(values, x.shape, 'float64');
    },
  };
}

function variableProbe(variable: Variable): Probe {
  const start = variable.dataSync();
  return {
    argument: variable,
    start,
    single: variable.dtype === 'float32',
    move(position, to) {
      const values = start.slice();
      values[position] = to;
      variable.assign(new Tensor(values, variable.shape, variable.dtype));
      return variable;
    },
  };
}

/** Weights for the numbers of the result: 1 for a single one, random in 0.5 … 1.5 for more. */
function projection(y: Tensor, random: Random): Tensor {
  const weights = new Tensor(y.values.slice(), y.shape, y.dtype);
  for (let i = 0; i < y.size; i++) weights.values[i] = y.size === 1 ? 1 : 0.5 + random.uniform();
  return weights;
}

function weightedSum(y: Tensor, weights: Tensor): number {
  let total = 0;
  const numbers = y.dataSync();
  for (let i = 0; i < y.size; i++) total += numbers[i]! * weights.values[i]!;
  return total;
}

function checkRepeatable(first: number, second: number): void {
  if (Object.is(first, second)) return;
  throw new ArgumentError({
    operation: 'gradCheck',
    expected: 'a function that gives the same result each time',
    received: `${first}, then ${second}`,
    hint: 'give dropout and other random steps a seed, or leave them out',
  });
}

function pickPositions(size: number, most: number, random: Random): number[] {
  const all = Array.from({ length: size }, (_, i) => i);
  for (let i = 0; i < Math.min(most, size); i++) {
    if (most >= size) break;
    const j = i + random.integer(size - i);
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return all.slice(0, most).sort((a, b) => a - b);
}

/** Central difference, and whether the slopes on both sides disagree however small the step. */
function differences(
  along: (to: number) => number,
  x: number,
  epsilon: number,
  putBack: () => void,
): { numeric: number; kink: boolean } {
  try {
    const h = epsilon * Math.max(1, Math.abs(x));
    const here = along(x);
    const gap = (step: number) => along(x + step) - 2 * here + along(x - step);
    const numeric = (along(x + h) - along(x - h)) / (2 * h);
    // Smooth: the gap of the one-sided slopes shrinks with the step. A corner: it stays.
    const wide = Math.abs(gap(h)) / h;
    const narrow = Math.abs(gap(h / 2)) / (h / 2);
    const kink = wide > 0.02 * Math.max(1, Math.abs(numeric)) && narrow > 0.75 * wide;
    return { numeric, kink };
  } finally {
    putBack();
  }
}

function indexOf(position: number, shape: Shape): number[] {
  return stridesOf(shape).map((stride, i) => Math.floor(position / stride) % shape[i]!);
}

function compare(
  input: number,
  index: readonly number[],
  analytic: number,
  { numeric, kink }: { numeric: number; kink: boolean },
  { rtol, atol }: { rtol: number; atol: number },
): CheckedPlace {
  const greater = Math.max(Math.abs(analytic), Math.abs(numeric));
  const gap = Math.abs(analytic - numeric);
  // NaN on either side is as wrong as can be.
  const difference = Number.isNaN(gap) ? Number.POSITIVE_INFINITY : gap;
  const relative = difference === 0 ? 0 : difference / (Number.isNaN(greater) ? 1 : greater);
  const passed = difference <= atol + rtol * greater;
  return { input, index, analytic, numeric, difference, relative, passed, kink };
}

function summarise(places: readonly (readonly CheckedPlace[])[]): GradCheckReport {
  const all = places.flat();
  const failures = all.filter(({ passed }) => !passed);
  let worst: CheckedPlace | null = null;
  for (const place of all) {
    if (worst === null || place.difference > worst.difference) worst = place;
  }
  return {
    passed: failures.length === 0,
    checked: all.length,
    worst,
    failures,
    kinks: all.filter(({ kink }) => kink),
    largestRelative: places.map((list) => list.reduce((most, p) => Math.max(most, p.relative), 0)),
    message: sentence(all.length, failures.length, worst),
  };
}

function sentence(checked: number, failed: number, worst: CheckedPlace | null): string {
  if (worst === null) return 'There was nothing to check.';
  const verdict =
    failed === 0
      ? `All ${checked} derivatives agree`
      : `${failed} of ${checked} derivatives do not agree`;
  const place = `input ${worst.input} at ${describeShape(worst.index)}`;
  const corner = worst.kink ? ', at a corner of the function' : '';
  return `${verdict}; the largest difference, ${worst.difference.toExponential(1)}, is in ${place}: ${worst.analytic} by the rules, ${worst.numeric} by differences${corner}.`;
}
