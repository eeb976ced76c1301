import { describe } from '../errors/describe.js';
import { ArgumentError } from '../errors/errors.js';
import type { Value } from '../scalar/index.js';
import { type Derivation, deriveByChain } from './derivation.js';
import { productOf, sumOf } from './derive.js';
import { Expression, numberAt, type Point } from './expression.js';
import { checkName, parseExpression, refusal } from './parse.js';
import { findPaths } from './paths.js';

/** One line of a computation: a name and the formula that makes it. */
export interface Step {
  readonly name: string;
  readonly formula: Expression;
}

/**
 * A formula written step by step, such as a net and its loss. Each step may use inputs and earlier
 * steps, and the last step is the output. Its derivatives come as the chain of factors that the
 * chain rule makes of the steps.
 *
 * @example
 * const net = computation('h = w * x; L = (y - h)^2');
 * net instanceof Computation //=> true
 * net.inputs //=> ['w', 'x', 'y']
 * net.output //=> 'L'
 * net.evaluate({ w: 2, x: 3, y: 7 }) //=> { w: 2, x: 3, y: 7, h: 6, L: 1 }
 */
export class Computation {
  /** Names that no step makes, in the order in which they are first used. */
  readonly inputs: readonly string[];
  /** The last step's name. */
  readonly output: string;
  readonly #byName: ReadonlyMap<string, Expression>;

  /** Use `computation(source)`, which checks the text. */
  constructor(readonly steps: readonly Step[]) {
    this.#byName = new Map(steps.map(({ name, formula }) => [name, formula]));
    const used = new Set(steps.flatMap(({ formula }) => formula.symbols));
    this.inputs = [...used].filter((name) => !this.#byName.has(name));
    this.output = steps[steps.length - 1]!.name;
  }

  /**
   * The value of every input and step: the forward pass.
   *
   * @param point a number for each of `inputs`
   * @throws ArgumentError when one is missing or is not a number
   * @example
   * computation('h = w * x; L = h^2').evaluate({ w: 2, x: 3 }).L //=> 36
   */
  evaluate(point: Point): Record<string, number> {
    const values: Record<string, number> = {};
    for (const name of this.inputs) values[name] = numberAt(point, name, 'evaluate');
    for (const { name, formula } of this.steps) values[name] = formula.evaluate(values);
    return values;
  }

  /**
   * ∂output/∂by in inputs and steps, as one simplified formula.
   *
   * @param by an input or a step
   * @throws ArgumentError when there is no such name
   * @example
   * computation('yhat = w * x; L = (y - yhat)^2').partial('w').text //=> '-2 * (y - yhat) * x'
   */
  partial(by: string): Expression {
    this.#checkKnown(by, 'partial');
    const paths = findPaths(this.#byName, this.output, by);
    const products = paths.map((path) =>
      productOf(path.map((link) => this.#local(link.of, link.by).tree)),
    );
    return new Expression(sumOf(products));
  }

  /**
   * How ∂output/∂by comes about: for each path through the steps the factors of the chain rule,
   * as text, as LaTeX and as a number, then the simplified product and its number. Plain data.
   *
   * @param by an input or a step
   * @param point a number for each of `inputs`
   * @throws ArgumentError when a name or a number is missing, or there are over 1000 paths
   * @example
   * const net = computation('yhat = w * x; L = (y - yhat)^2');
   * const { paths, value } = net.derivation('w', { w: 2, x: 3, y: 5 });
   * paths[0].factors.map((factor) => factor.value) //=> [2, 3]
   * value //=> 6
   */
  derivation(by: string, point: Point): Derivation {
    this.#checkKnown(by, 'derivation');
    const values = this.evaluate(point);
    const paths = findPaths(this.#byName, this.output, by);
    const local = (of: string, variable: string): Expression => this.#local(of, variable);
    return deriveByChain({ of: this.output, by, paths, local, values, product: this.partial(by) });
  }

  /**
   * The computation as a graph of the scalar engine. `toGraph(p).L.backward()` differentiates it.
   *
   * @param point a number, or a `Value`, for each of `inputs`
   * @returns the `Value` of every input and step, by name
   * @throws ArgumentError when one is missing
   */
  toGraph(point: Readonly<Record<string, number | Value>>): Record<string, Value> {
    let known: Record<string, number | Value> = { ...point };
    for (const { name, formula } of this.steps) {
      const { output, inputs } = formula.toGraph(known);
      if (!output.label) output.label = name;
      known = { ...known, ...inputs, [name]: output };
    }
    const names = [...this.inputs, ...this.steps.map(({ name }) => name)];
    return Object.fromEntries(names.map((name) => [name, known[name] as Value]));
  }

  #local(of: string, by: string): Expression {
    return this.#byName.get(of)!.derivative(by);
  }

  #checkKnown(name: string, operation: string): void {
    const known = [...this.inputs, ...this.#byName.keys()];
    if (known.includes(name)) return;
    throw new ArgumentError({
      operation,
      expected: `one of ${known.join(', ')}`,
      received: describe(name),
      hint: 'derive by an input or a step of this computation',
    });
  }
}

/**
 * Reads a formula written step by step, one `name = formula` a line (or parted by `;`). What `#`
 * begins is a comment. The last step is the output.
 *
 * @throws ExpressionError with line and column when a step does not parse, makes a name that was
 * made or used before, or there is no step
 * @example
 * const net = computation(`
 *   yhat = w * x + b
 *   L = (y - yhat)^2
 * `);
 * net.inputs //=> ['w', 'x', 'b', 'y']
 * net.output //=> 'L'
 */
export function computation(source: string): Computation {
  const lines = typeof source === 'string' ? linesOf(source) : [];
  if (lines.length === 0) {
    const origin = { operation: 'computation', line: 1, offset: 0 };
    throw refusal(source, origin, 0, 'a step "name = formula"', 'write one step a line');
  }
  const steps: Step[] = [];
  const taken = new Map<string, string>();
  for (const line of lines) steps.push(readStep(line, taken));
  return new Computation(steps);
}

interface Line {
  text: string;
  line: number;
  offset: number;
}

function linesOf(source: string): Line[] {
  return source.split('\n').flatMap((whole, index) => {
    let offset = 0;
    const parts = whole.replace(/#.*$/, '').split(';');
    const lines = parts.map((text) => {
      const at = { text, line: index + 1, offset };
      offset += text.length + 1;
      return at;
    });
    return lines.filter(({ text }) => text.trim() !== '');
  });
}

/** Reads `name = formula`; `taken` says of each name how it came into use. */
function readStep({ text, line, offset }: Line, taken: Map<string, string>): Step {
  const origin = { operation: 'computation', line, offset };
  const equals = text.indexOf('=');
  if (equals < 0) {
    throw refusal(text.trim(), origin, 0, 'a step "name = formula"', 'name what the line makes');
  }
  const name = text.slice(0, equals).trim();
  checkName(name, text, origin);
  const rest = text.slice(equals + 1);
  const formula = new Expression(parseExpression(rest, { ...origin, offset: offset + equals + 1 }));
  for (const used of formula.symbols) if (!taken.has(used)) taken.set(used, 'is used');
  const before = taken.get(name);
  if (before) {
    const hint = `"${name}" ${before} before it is made here; choose another name`;
    throw refusal(text.trim(), origin, text.indexOf(name), 'a new name', hint);
  }
  taken.set(name, 'is made');
  return { name, formula };
}
