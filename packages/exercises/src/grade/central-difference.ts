import type { Call } from '@backprop/runner';
import type { FiniteDifference } from '../define/comparison.js';

/** Calls of a scalar function around one point, and what turns their values into a gradient. */
export interface DifferencePlan {
  calls: Call[];
  /** The gradient, in the form of the argument that it is taken by. */
  gradient(values: readonly number[]): unknown;
}

/**
 * Plans the central differences of a scalar function by each number in one of its arguments.
 *
 * @param args The point; the argument may be any nest of arrays and objects of numbers.
 * @example
 * const plan = planDifferences({ of: 'square', by: 0, step: 1e-4 }, [3]);
 * plan.gradient(plan.calls.map(({ args: [x] }) => x ** 2)) //=> 6.000000000
 */
export function planDifferences(
  { of, by, step }: Pick<FiniteDifference, 'of' | 'by' | 'step'>,
  args: readonly unknown[],
): DifferencePlan {
  const calls: Call[] = [];
  const widths: number[] = [];
  const at = (argument: unknown) => args.map((arg, index) => (index === by ? argument : arg));

  mapNumbers(args[by], (value, replace) => {
    const half = step * Math.max(1, Math.abs(value));
    const [above, below] = [value + half, value - half];
    calls.push({ export: of, args: at(replace(above)) }, { export: of, args: at(replace(below)) });
    widths.push(above - below);
    return value;
  });

  return {
    calls,
    gradient(values) {
      let next = 0;
      return mapNumbers(args[by], () => {
        const [above, below] = [values[2 * next]!, values[2 * next + 1]!];
        return (above - below) / widths[next++]!;
      });
    },
  };
}

type Replace = (value: unknown) => unknown;

/** Rebuilds a nest with each number replaced; `visit` also gets a way to replace that one alone. */
function mapNumbers(
  tree: unknown,
  visit: (value: number, replace: Replace) => unknown,
  replaceTree: Replace = (value) => value,
): unknown {
  if (typeof tree === 'number') return visit(tree, replaceTree);
  if (Array.isArray(tree)) {
    return tree.map((item, at) =>
      mapNumbers(item, visit, (value) => replaceTree(tree.with(at, value))),
    );
  }
  if (typeof tree === 'object' && tree !== null) {
    return Object.fromEntries(
      Object.entries(tree).map(([name, item]) => [
        name,
        mapNumbers(item, visit, (value) => replaceTree({ ...tree, [name]: value })),
      ]),
    );
  }
  return tree;
}
