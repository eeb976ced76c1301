import type { MathNode } from 'mathjs/number';
import { describe } from '../errors/describe.js';
import { ArgumentError } from '../errors/errors.js';
import { type Value, value } from '../scalar/index.js';
import { symbolsOf } from './algebra.js';
import { derive, simplify } from './derive.js';
import { toGraph } from './graph.js';
import { treeLatex } from './latex.js';
import { parseExpression } from './parse.js';

/** A number for each variable. */
export type Point = Readonly<Record<string, number>>;

/**
 * A formula in variables: it can be derived, simplified, evaluated, written as LaTeX, and run on
 * the scalar engine. It never changes; each method returns a new one.
 *
 * @example
 * const f = expression('x^2 + 3 * x');
 * f instanceof Expression //=> true
 * f.symbols //=> ['x']
 * f.derivative('x').text //=> '2 * x + 3'
 * f.evaluate({ x: 2 }) //=> 10
 */
export class Expression {
  /** Its variables, in the order in which they are first read. */
  readonly symbols: readonly string[];

  /** Use `expression(source)`, which checks the text. */
  constructor(readonly tree: MathNode) {
    this.symbols = symbolsOf(tree);
  }

  /** As text that `expression` reads back. */
  get text(): string {
    return this.tree.toString();
  }

  /** As LaTeX; `w12` becomes an index, `yhat` an accent. */
  get latex(): string {
    return treeLatex(this.tree);
  }

  /**
   * ∂this/∂by. By a variable that does not occur it is 0.
   *
   * @param options `simplify: false` leaves it as the rules give it, which is much faster
   * @example
   * expression('(y - yhat)^2').derivative('yhat').text //=> '-2 * (y - yhat)'
   */
  derivative(by: string, { simplify: short = true } = {}): Expression {
    const whole = derive(this.tree, by);
    return new Expression(short ? simplify(whole) : whole);
  }

  /** An equal expression with fewer operations, as mathjs judges it. */
  simplified(): Expression {
    return new Expression(simplify(this.tree));
  }

  /**
   * Its value. Corners follow IEEE arithmetic: log(0) is -Infinity, log(-1) is NaN.
   *
   * @param point a number for each of `symbols`; more are ignored
   * @throws ArgumentError when one is missing or is not a number
   * @example
   * expression('w * x + b').evaluate({ w: 2, x: 3, b: 1 }) //=> 7
   */
  evaluate(point: Point): number {
    const scope = new Map(this.symbols.map((name) => [name, numberAt(point, name, 'evaluate')]));
    return this.tree.compile().evaluate(scope);
  }

  /**
   * The same formula as a graph of the scalar engine, ready for `backward()`.
   *
   * @param point a number, or a `Value` made before, for each of `symbols`
   * @returns the result, and the leaf of each variable
   * @throws ArgumentError when a variable is missing
   * @example
   * const { output, inputs } = expression('w * x').toGraph({ w: 2, x: 3 });
   * output.backward();
   * inputs.w.grad //=> 3
   */
  toGraph(point: Readonly<Record<string, number | Value>>): {
    output: Value;
    inputs: Record<string, Value>;
  } {
    const inputs = new Map<string, Value>();
    for (const name of this.symbols) {
      const given = point[name];
      const isMade = typeof given === 'object' && given !== null;
      inputs.set(name, isMade ? given : value(numberAt(point as Point, name, 'toGraph'), name));
    }
    return { output: toGraph(this.tree, inputs), inputs: Object.fromEntries(inputs) };
  }

  toString(): string {
    return this.text;
  }
}

/**
 * Reads a formula: numbers, names, `+ - * / ^`, parentheses, and the functions exp, log (natural),
 * sqrt, tanh, sigmoid, relu and step. Numbers are float64; `2x` means `2 * x`.
 *
 * @param source such as `'(y - yhat)^2'`
 * @throws ExpressionError with the column when the text does not parse or uses anything else
 * @example
 * expression('w * x + b').symbols //=> ['w', 'x', 'b']
 * expression('sigmoid(z)').derivative('z').text //=> 'sigmoid(z) * (1 - sigmoid(z))'
 * @see https://mathjs.org/docs/expressions/syntax.html
 */
export function expression(source: string): Expression {
  return new Expression(parseExpression(source, { operation: 'expression', line: 1, offset: 0 }));
}

/** @throws ArgumentError when the point has no number by this name */
export function numberAt(point: Point, name: string, operation: string): number {
  const given: unknown = Object.hasOwn(point ?? {}, name) ? point[name] : undefined;
  if (typeof given === 'number') return given;
  throw new ArgumentError({
    operation,
    expected: `a number for ${name}`,
    received: describe(given),
    hint: `give it as { ${name}: 0.1, … }`,
  });
}
