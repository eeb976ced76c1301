import { describe } from '../errors/describe.js';
import { ArgumentError, GraphError } from '../errors/errors.js';
import { checkNumber, moveInto, WIDTH } from './replayed-numbers.js';
import {
  calculate,
  clearGradients,
  differentiate,
  hasRule,
  type Program,
  ruleOf,
} from './replayed-program.js';
import { Value } from './value.js';

/**
 * A graph that is calculated again and again; made by `replay`.
 *
 * The numbers of its nodes lie in one piece of memory: those of the leaves first, then the others,
 * parents before users. A pass is one loop over it, and makes no objects.
 *
 * @example
 * const x = value(3);
 * const square = replay(x.mul(x)); // a Replay
 * x.data = 4;
 * square.forward() //=> 16
 */
export class Replay {
  /** Leaves that keep their numbers themselves: other graphs may use them, and they change often. */
  readonly #shared: readonly Value[];
  readonly #program: Program;

  /** @param order all nodes of a graph, parents before users */
  constructor(order: readonly Value[]) {
    const inner = order.filter((node) => node.a);
    const constants = constantsOf(inner);
    this.#shared = order.filter((node) => !node.a && !constants.has(node));
    const own = [...constants, ...inner];
    const places = new Map([...this.#shared, ...own].map((node, i) => [node, WIDTH * i]));
    const placeOf = (node: Value | undefined): number => (node ? places.get(node)! : -1);
    this.#program = {
      rules: inner.map(ruleOf),
      a: Int32Array.from(inner, ({ a }) => placeOf(a)),
      b: Int32Array.from(inner, ({ b }) => placeOf(b)),
      numbers: new Float64Array(WIDTH * order.length),
    };
    for (const node of own) moveInto(this.#program.numbers, placeOf(node), node);
  }

  /**
   * Calculates all nodes from what the leaves hold now: the same numbers, bit for bit, as building
   * the graph again. Gradients of inner nodes are 0 until the next `backward`.
   *
   * @returns the output's number
   * @throws ArgumentError if a leaf holds something else than a number; then nothing has changed
   * @example
   * const x = value(3);
   * const square = replay(x.mul(x));
   * x.data = 5;
   * square.forward() //=> 25
   */
  forward(): number {
    const leaves = this.#shared;
    const { numbers } = this.#program;
    for (let i = 0; i < leaves.length; i++) checkNumber(leaves[i]!.data, 'forward');
    for (let i = 0; i < leaves.length; i++) numbers[WIDTH * i] = leaves[i]!.data;
    calculate(this.#program);
    return numbers[numbers.length - WIDTH]!;
  }

  /**
   * Differentiates the output at the numbers of the last `forward`, or of the graph as it was
   * built: what `output.backward()` does. Leaves add to the gradient they have.
   *
   * @example
   * const x = value(3);
   * const square = replay(x.mul(x));
   * square.backward();
   * x.grad //=> 6
   */
  backward(): void {
    const leaves = this.#shared;
    const { numbers } = this.#program;
    for (let i = 0; i < leaves.length; i++) numbers[WIDTH * i + 1] = leaves[i]!.grad;
    differentiate(this.#program);
    for (let i = 0; i < leaves.length; i++) leaves[i]!.grad = numbers[WIDTH * i + 1]!;
  }

  /** Puts the gradients of all leaves back to 0. Those of the other nodes start at 0 anyway. */
  zeroGrad(): void {
    for (const leaf of this.#shared) leaf.grad = 0;
    clearGradients(this.#program, WIDTH * this.#shared.length);
  }
}

/**
 * Leaves without a name and with one user: as a rule the plain numbers in a formula, most of all
 * leaves. In the replay's memory they cost nothing. (Others would be right there too, just slower
 * to change.)
 */
function constantsOf(inner: readonly Value[]): Set<Value> {
  const users = new Map<Value, number>();
  for (const { a, b } of inner)
    for (const parent of [a, b])
      if (parent && !parent.a) users.set(parent, (users.get(parent) ?? 0) + 1);
  const constants = [...users].filter(([leaf, n]) => n === 1 && !leaf.label && !leaf.isReplayed);
  return new Set(constants.map(([leaf]) => leaf));
}

/**
 * Makes a graph fast that is to be calculated many times: it is built once, then each `forward`
 * calculates the very same nodes from what the leaves hold by then, and each `backward`
 * differentiates them. What `jit` is for tensors.
 *
 * The nodes show the newest numbers. A replay knows the graph, not the program that built it:
 * what the program decided by numbers (an `if`, a plain number made of `x.data`) stays as it was.
 * Nodes outside of the graph that use some of its inner nodes can be read, but no longer
 * differentiated, for what they remember may be older.
 *
 * @param output the node that the graph ends in
 * @throws ArgumentError if it is no `Value`
 * @throws GraphError if a node belongs to another replay, or was made by no method of `Value`
 * @throws TypeError if the graph contains the nodes of another replay
 * @example
 * const [w, x] = [value(1, 'w'), value(3, 'x')];
 * const step = replay(w.mul(x).sub(6).pow(2)); // (3w - 6)²
 * for (let i = 0; i < 50; i++) {
 *   step.zeroGrad();
 *   step.forward();
 *   step.backward();
 *   w.data -= 0.05 * w.grad;
 * }
 * w.data.toFixed(6) //=> '2.000000'
 */
export function replay(output: Value): Replay {
  if (!(output instanceof Value))
    throw new ArgumentError({
      operation: 'replay',
      expected: 'the Value that a graph ends in',
      received: describe(output),
      hint: 'build the graph with value(2) and its methods',
    });
  const order = output.topologicalOrder();
  const foreign = order.find((node) => node.a && !hasRule(node));
  if (foreign) throw refusal(`the operation "${foreign.operation}"`, 'use the methods of Value');
  if (output.isReplayed)
    throw refusal('nodes of another replay', 'use that one, or build the graph again');
  return new Replay(order);
}

function refusal(received: string, hint: string): GraphError {
  const expected = 'a graph made by the methods of Value, and of its own';
  return new GraphError({ operation: 'replay', expected, received, hint });
}
