import { describe } from '../errors/describe.js';
import { ArgumentError } from '../errors/errors.js';
import { Value } from '../scalar/index.js';

/**
 * ∂output/∂node for every node, each computed once: users before parents, sums stored. The
 * `grad` of the nodes is neither read nor changed.
 */
export function adjointsOf(output: Value): Map<Value, number> {
  const order = output.topologicalOrder();
  const adjoints = new Map(order.map((node) => [node, 0]));
  adjoints.set(output, 1);
  for (const node of order.reverse()) {
    const incoming = adjoints.get(node)!;
    node.parents.forEach((parent, i) => {
      adjoints.set(parent, adjoints.get(parent)! + incoming * node.localDerivatives[i]!);
    });
  }
  return adjoints;
}

/** @throws ArgumentError unless it is a number of the scalar engine */
export function checkValue(operation: string, what: string, input: unknown): void {
  if (input instanceof Value) return;
  throw new ArgumentError({
    operation,
    expected: `${what} to be a Value of the scalar engine`,
    received: describe(input),
    hint: "make it with value(2, 'a') and its methods",
  });
}
