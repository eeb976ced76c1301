import type { Tensor, Variable } from '../../src/index.js';
import * as bp from '../../src/index.js';

type DType = Tensor['dtype'];

/** Programs of random operations, and what they run on. */
export interface RandomProgram {
  /** Other numbers at each call, in the same shapes and types. */
  inputs(call: number): Tensor[];
  /** The variables that it reads and assigns, as they are at the start. */
  variables(): Variable[];
  /** The program on variables of its own. */
  on(variables: readonly Variable[]): (...inputs: Tensor[]) => Tensor[];
}

/** Which numbers tensors hold: small ones, or also those at which operations differ easily. */
export type Numbers = 'small' | 'odd';

const ODD = [Number.NaN, Infinity, -Infinity, -0, 1e38, 1e-40, 3e9];
const DTYPES: readonly DType[] = ['float32', 'float32', 'float32', 'float64', 'int32', 'bool'];

const UNARY = 'neg abs exp log1p sqrt square relu sigmoid tanh softplus sign step floor ceil round '
  .concat('reciprocal sin cos elu gelu leakyRelu softmax logSoftmax relu6 erf rsqrt clone')
  .split(' ');
const BINARY = 'add sub mul div maximum minimum pow squaredDifference mod floorDiv'.split(' ');
const COMPARE = 'equal notEqual less lessEqual greater greaterEqual'.split(' ');
const REDUCE = 'sum mean max min prod logSumExp any all'.split(' ');
const ALONG = 'argMax argMin cumsum'.split(' ');

type AnyOp = (...args: unknown[]) => Tensor;
const named = (name: string) => (bp as unknown as Record<string, AnyOp>)[name] as AnyOp;

/** Seeded choices. */
class Choice {
  readonly #random: bp.Random;

  constructor(seed: number) {
    this.#random = new bp.Random(seed);
  }

  below(n: number): number {
    return this.#random.integer(n);
  }

  chance(share: number): boolean {
    return this.#random.uniform() < share;
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  shape(): number[] {
    const size = () => (this.chance(0.15) ? 1 : this.chance(0.02) ? 0 : 1 + this.below(6));
    return Array.from({ length: this.of([0, 1, 1, 2, 2, 2, 3, 4]) }, size);
  }

  /** A shape that broadcasts to another. */
  within(shape: readonly number[]): number[] {
    const sizes = shape.map((size) => (this.chance(0.3) ? 1 : size));
    return this.chance(0.2) ? sizes.slice(1) : sizes;
  }

  tensor(shape: readonly number[], dtype: DType, numbers: Numbers = 'small'): Tensor {
    const length = shape.reduce((product, size) => product * size, 1);
    const one = () => {
      if (dtype === 'bool') return this.below(2);
      if (dtype === 'int32') return this.below(9) - 4;
      return numbers === 'odd' && this.chance(0.04) ? this.of(ODD) : (this.below(33) - 16) / 8;
    };
    return bp.tensor(Array.from({ length }, one), [...shape], dtype);
  }
}

type StepOf = (choice: Choice, x: Tensor, pool: readonly Tensor[]) => Tensor;

const STEPS: readonly StepOf[] = [
  (choice, x) => named(choice.of(UNARY))(x),
  (choice, x) => named(choice.of(UNARY))(x),
  (choice, x, pool) => named(choice.of(BINARY))(x, choice.of(pool)),
  (choice, x) => {
    const other = choice.tensor(choice.within(x.shape), choice.of([x.dtype, 'float32']));
    const pair = choice.chance(0.3) ? [other, x] : [x, other];
    return named(choice.of(BINARY))(...pair);
  },
  (choice, x) => named(choice.of(COMPARE))(x, choice.tensor(choice.within(x.shape), x.dtype)),
  (choice, x, pool) => bp.where(bp.greater(x, 0), x, choice.of(pool)),
  (choice, x) => {
    const axes = x.shape.flatMap((_, axis) => (choice.chance(0.5) ? [axis] : []));
    return named(choice.of(REDUCE))(x, axes, choice.chance(0.4));
  },
  (choice, x) => named(choice.of(ALONG))(x, choice.below(Math.max(1, x.rank))),
  (choice, x) => {
    const order = x.shape.map((_, axis) => [axis, choice.below(99)] as const);
    return bp.transpose(
      x,
      order.sort((a, b) => a[1] - b[1]).map(([axis]) => axis),
    );
  },
  (choice, x) => bp.reshape(x, choice.of([[x.size], [1, ...x.shape], [...x.shape].reverse()])),
  (choice, x) => {
    const begin = x.shape.map((size) => choice.below(size + 1));
    return bp.slice(
      x,
      begin,
      x.shape.map((size, i) => choice.below(size - begin[i]! + 1)),
    );
  },
  (choice, x) =>
    bp.pad(
      x,
      x.shape.map(() => [choice.below(3), choice.below(2)]),
      choice.below(3),
    ),
  (choice, x) => bp.cast(x, choice.of(DTYPES)),
  (choice, x, pool) => bp.concat([x, choice.chance(0.5) ? x : choice.of(pool)], 0),
  product,
];

/** A product, as layers use it: with a bias and relu, or without. */
function product(choice: Choice, x: Tensor): Tensor {
  const [transposeA, transposeB, columns] = [
    choice.chance(0.5),
    choice.chance(0.5),
    1 + choice.below(6),
  ];
  const depth = x.shape.at(transposeA ? -2 : -1) ?? 1;
  const stack = choice.chance(0.5) ? [] : x.shape.slice(0, -2);
  const sizes = transposeB ? [columns, depth] : [depth, columns];
  let y = bp.matMul(x, choice.tensor([...stack, ...sizes], 'float32'), transposeA, transposeB);
  if (choice.chance(0.5)) y = y.add(choice.tensor([columns], 'float32'));
  return choice.chance(0.5) ? y.relu() : y;
}

/** Gives a variable another value, read from itself or from a tensor of the same shape. */
function assign(choice: Choice, variables: readonly Variable[], pool: readonly Tensor[]): Tensor {
  const to = choice.of(variables);
  const before = to.clone();
  const fits = pool.filter((x) => x.dtype === to.dtype && `${x.shape}` === `${to.shape}`);
  to.assign(choice.chance(0.6) ? to.add(1).tanh() : choice.of(fits));
  return choice.chance(0.5) ? before : to.mul(2);
}

/** A gradient, or the gradient of one. */
function gradient(choice: Choice, x: Tensor): Tensor {
  const forms = Array.from({ length: 4 }, () => choice.chance(0.5));
  const f = (input: Tensor): Tensor => {
    let y = input.square().tanh();
    if (forms[0]) y = y.mul(input.sigmoid()).relu();
    if (forms[1] && y.rank === 2) y = y.matMul(y, true, false).softmax();
    return (forms[2] ? y.mul(y) : y).sum();
  };
  return forms[3] ? bp.grad(f)(x) : bp.grad((y) => bp.grad(f)(y).square().sum())(x);
}

/** Adds what a step returns; a step that the engine refuses in words is left out. */
function attempt(pool: Tensor[], step: () => Tensor): void {
  try {
    const made = step();
    if (made.size < 20_000) pool.push(made);
  } catch (error) {
    if (!(error instanceof bp.BackpropError)) throw error;
  }
}

/** The program of a seed: the same one each time. */
export function randomProgram(seed: number, numbers: Numbers = 'small'): RandomProgram {
  const start = new Choice(seed);
  const kinds = (count: number, dtypes: readonly DType[]) =>
    Array.from({ length: count }, () => [start.shape(), start.of(dtypes)] as const);
  const inputKinds = kinds(1 + start.below(3), DTYPES);
  const variableKinds = kinds(start.below(3), ['float32', 'float32', 'float64']);
  const constants = kinds(2, DTYPES).map(([shape, dtype]) => start.tensor(shape, dtype, numbers));
  const [bodySeed, steps] = [start.below(1e9), 2 + start.below(12)];
  const body = (variables: readonly Variable[], inputs: readonly Tensor[]): Tensor[] => {
    const choice = new Choice(bodySeed);
    const pool: Tensor[] = [...inputs, ...variables, ...constants];
    for (let i = 0; i < steps; i++) {
      const x = choice.chance(0.5) ? (pool.at(-1) as Tensor) : choice.of(pool);
      const assigns = variables.length > 0 && choice.chance(0.12);
      const step = choice.of(STEPS);
      attempt(pool, () => (assigns ? assign(choice, variables, pool) : step(choice, x, pool)));
    }
    if (choice.chance(0.6)) attempt(pool, () => gradient(choice, choice.of(pool)));
    const made = pool.slice(inputs.length + variables.length).filter(() => choice.chance(0.6));
    return [...made, choice.of(pool), pool.at(-1) as Tensor];
  };
  return {
    inputs(call) {
      const choice = new Choice(seed * 31 + call);
      return inputKinds.map(([shape, dtype]) => choice.tensor(shape, dtype, numbers));
    },
    variables() {
      const choice = new Choice(seed * 17);
      return variableKinds.map(([shape, dtype]) => bp.variable(choice.tensor(shape, dtype)));
    },
    on:
      (variables) =>
      (...inputs) =>
        body(variables, inputs),
  };
}
