import * as fc from 'fast-check';
import { type Value, value } from '../../src/scalar/index.js';

/** An expression over three inputs, as data, so that it can be evaluated twice and printed. */
export type Expression =
  | { kind: 'input'; index: number }
  | { kind: 'number'; data: number }
  | { kind: 'unary'; name: UnaryName; of: Expression }
  | { kind: 'binary'; name: BinaryName; left: Expression; right: Expression };

const UNARY = ['neg', 'tanh', 'sigmoid', 'expOfTanh', 'logOfSigmoid', 'square'] as const;
const BINARY = ['add', 'sub', 'mul', 'divSafe'] as const;
type UnaryName = (typeof UNARY)[number];
type BinaryName = (typeof BINARY)[number];

/**
 * Random expressions that are smooth and moderate everywhere: exp sees values in (-1, 1), log in
 * (0, 1), and a denominator is at least 1, so that a finite difference is a fair judge.
 */
export const anExpression: fc.Arbitrary<Expression> = fc.letrec<{ expression: Expression }>(
  (tie) => ({
    expression: fc.oneof(
      { maxDepth: 5, depthSize: 'medium' },
      fc.record({ kind: fc.constant('input' as const), index: fc.nat(2) }),
      fc.record({ kind: fc.constant('number' as const), data: fc.integer({ min: -3, max: 3 }) }),
      fc.record({
        kind: fc.constant('unary' as const),
        name: fc.constantFrom(...UNARY),
        of: tie('expression'),
      }),
      fc.record({
        kind: fc.constant('binary' as const),
        name: fc.constantFrom(...BINARY),
        left: tie('expression'),
        right: tie('expression'),
      }),
    ),
  }),
).expression;

/** Runs an expression on the engine. */
export function build(expression: Expression, inputs: readonly Value[]): Value {
  switch (expression.kind) {
    case 'input':
      return inputs[expression.index]!;
    case 'number':
      return value(expression.data);
    case 'unary':
      return applyUnary(expression.name, build(expression.of, inputs));
    case 'binary':
      return applyBinary(
        expression.name,
        build(expression.left, inputs),
        build(expression.right, inputs),
      );
  }
}

function applyUnary(name: UnaryName, x: Value): Value {
  switch (name) {
    case 'expOfTanh':
      return x.tanh().exp();
    case 'logOfSigmoid':
      return x.tanh().sigmoid().log();
    case 'square':
      return x.tanh().pow(2);
    default:
      return x[name]();
  }
}

function applyBinary(name: BinaryName, a: Value, b: Value): Value {
  return name === 'divSafe' ? a.div(b.tanh().pow(2).add(1)) : a[name](b);
}
