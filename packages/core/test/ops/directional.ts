// Slopes along random directions, by differences of fourth order, to hold gradients against.
import { gradients } from '../../src/autodiff/gradients.js';
import { add, mul, noGrad, sum, Tensor, tensor } from '../../src/index.js';
import { Random } from '../../src/tensor/random.js';

/** A function of tensors, or of what tensors are made of. */
export type Call = (...inputs: unknown[]) => Tensor;

const STEP = 1e-3;
const SEED = 7;

/** The inputs in float64, and a random direction for each that can be moved. */
function prepare(inputs: readonly unknown[], movable: readonly boolean[], random: Random) {
  const start = inputs.map((x, i) =>
    movable[i] ? tensor(x as number[], { dtype: 'float64' }) : tensor(x as number[]),
  );
  const direction = () => start.map((x, i) => (movable[i] ? randomLike(x, random) : null));
  return { start, direction };
}

function randomLike(x: Tensor, random: Random): Tensor {
  const values = Float64Array.from(x.values, () => random.uniform() * 2 - 1);
  return new Tensor(values, x.shape, 'float64');
}

type Directions = readonly (Tensor | null)[];

/** f(x + t·d), as a number. */
function at(f: Call, start: readonly Tensor[], directions: Directions, t: number): number {
  const moved = start.map((x, i) => (directions[i] ? add(x, mul(t, directions[i])) : x));
  return f(...moved).item();
}

/** The slope of f along a direction: its error is about STEP⁴. */
function slope(f: Call, start: readonly Tensor[], directions: Directions): number {
  const value = (t: number) => at(f, start, directions, t);
  const near = value(STEP) - value(-STEP);
  const far = value(2 * STEP) - value(-2 * STEP);
  return (8 * near - far) / (12 * STEP);
}

/** ⟨gradient of f, direction⟩, recorded so that it can be differentiated again. */
function alongGradient(f: Call, start: readonly Tensor[], directions: Directions): Tensor {
  const leaves = start.map((x, i) => {
    if (directions[i] === null) return x;
    const leaf = x.requiresGrad ? x : new Tensor(x.values, x.shape, x.dtype, true);
    return leaf;
  });
  const targets = leaves.filter((_, i) => directions[i] !== null);
  const { grads } = gradients(f(...leaves), targets, { createGraph: true });
  const chosen = directions.filter((d) => d !== null);
  return grads.map((g, i) => sum(mul(g, chosen[i]!))).reduce((total, x) => add(total, x));
}

/** f with its result summed under random weights, so that errors cannot cancel. */
function weighted(f: Call, start: readonly Tensor[], random: Random): Call {
  const weights = randomLike(
    noGrad(() => f(...start)),
    random,
  );
  return (...inputs) => sum(mul(f(...inputs), weights));
}

function gapBetween(actual: number, expected: number): number {
  const gap = Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
  return Number.isNaN(gap) ? Number.POSITIVE_INFINITY : gap;
}

/** How far ⟨gradient, direction⟩ is from the slope, relative to max(1, |slope|). */
export function firstOrderGap(
  f: Call,
  inputs: readonly unknown[],
  movable: readonly boolean[],
): number {
  const random = new Random(SEED);
  const { start, direction } = prepare(inputs, movable, random);
  const directions = direction();
  const scalar = weighted(f, start, random);
  return gapBetween(
    alongGradient(scalar, start, directions).item(),
    slope(scalar, start, directions),
  );
}

/** The same one order higher: the gradient itself is the function. */
export function secondOrderGap(
  f: Call,
  inputs: readonly unknown[],
  movable: readonly boolean[],
): number {
  const random = new Random(SEED);
  const { start, direction } = prepare(inputs, movable, random);
  const directions = direction();
  const scalar = weighted(f, start, random);
  const gradient: Call = (...xs) => alongGradient(scalar, xs as Tensor[], directions);
  const others = direction();
  return gapBetween(alongGradient(gradient, start, others).item(), slope(gradient, start, others));
}
