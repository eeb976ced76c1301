import { ArgumentError } from '../errors/errors.js';
import type { Value } from '../scalar/index.js';
import { adjointsOf, checkValue } from './adjoints.js';

/** A derivative, and how many nodes were visited for it. */
export interface CountedDerivative {
  value: number;
  evaluations: number;
}

/**
 * ∂output/∂input by the chain rule with stored adjoints: every node is visited once, after all its
 * users. This is backpropagation.
 *
 * @throws ArgumentError when either is not a `Value`
 * @example
 * const a = value(3);
 * const b = a.add(a);
 * const c = b.add(b);
 * derivativeWithMemory(c, a) //=> { value: 4, evaluations: 3 }
 */
export function derivativeWithMemory(output: Value, input: Value): CountedDerivative {
  checkValue('derivativeWithMemory', 'output', output);
  checkValue('derivativeWithMemory', 'input', input);
  const adjoints = adjointsOf(output);
  return { value: adjoints.get(input) ?? 0, evaluations: adjoints.size };
}

/**
 * ∂output/∂input by the chain rule without memory: every path from the output is walked on its own,
 * and a node is visited once for each path to it. In a graph that shares its results the number of
 * visits doubles with every level.
 *
 * @param output the result of a calculation
 * @param input what it is derived by
 * @param options limit: stop beyond so many visits (default a million)
 * @throws ArgumentError when either is not a `Value`, or the limit is passed; `countEvaluations`
 *   tells the number without walking
 * @example
 * const a = value(3);
 * const b = a.add(a);
 * const c = b.add(b);
 * derivativeWithoutMemory(c, a) //=> { value: 4, evaluations: 7 }
 */
export function derivativeWithoutMemory(
  output: Value,
  input: Value,
  { limit = 1_000_000 } = {},
): CountedDerivative {
  checkValue('derivativeWithoutMemory', 'output', output);
  checkValue('derivativeWithoutMemory', 'input', input);
  let [value, evaluations] = [0, 0];
  const open: { node: Value; product: number }[] = [{ node: output, product: 1 }];
  for (let path = open.pop(); path; path = open.pop()) {
    const { node, product } = path;
    evaluations += 1;
    if (evaluations > limit) throw tooMany(limit);
    if (node === input) value += product;
    node.parents.forEach((parent, i) => {
      open.push({ node: parent, product: product * node.localDerivatives[i]! });
    });
  }
  return { value, evaluations };
}

/**
 * How many visits either way takes, counted without walking the paths.
 *
 * @returns `withMemory`, the number of nodes; `withoutMemory`, the number of paths that start at
 *   the output, which is Infinity beyond 1.8e308
 * @throws ArgumentError when it is not a `Value`
 * @example
 * let x = value(1);
 * for (let i = 0; i < 50; i++) x = x.add(x);
 * countEvaluations(x) //=> { withMemory: 51, withoutMemory: 2251799813685247 }
 */
export function countEvaluations(output: Value): { withMemory: number; withoutMemory: number } {
  checkValue('countEvaluations', 'output', output);
  const order = output.topologicalOrder();
  const visits = new Map<Value, number>();
  for (const node of order) {
    visits.set(
      node,
      node.parents.reduce((sum, parent) => sum + visits.get(parent)!, 1),
    );
  }
  return { withMemory: order.length, withoutMemory: visits.get(output)! };
}

function tooMany(limit: number): ArgumentError {
  return new ArgumentError({
    operation: 'derivativeWithoutMemory',
    expected: `at most ${limit} visits`,
    received: 'a graph that takes more',
    hint: 'use countEvaluations to know the number, or raise the limit',
  });
}
