import { seeded, uniform } from '../random.js';

/**
 * micrograd's demo: a net of single numbers, every product and sum a node of its own. The loss is
 * the mean of relu(1 - y·score) plus 1e-4 times the sum of squared weights.
 */
export interface ScalarWorkload {
  kind: 'scalar';
  id: string;
  title: string;
  sizes: readonly number[];
  points: readonly { inputs: readonly number[]; label: -1 | 1 }[];
  /** Of each neuron in turn: its weights, then its bias. */
  parameters: Float32Array;
  learningRate: number;
  regularization: number;
  /** Operations of one forward pass. */
  nodes: number;
}

function countNodes(sizes: readonly number[], points: number): number {
  let parameters = 0;
  let forward = 0;
  for (let i = 1; i < sizes.length; i++) {
    const [inputs, units] = [sizes[i - 1]!, sizes[i]!];
    const relu = i < sizes.length - 1 ? 1 : 0;
    parameters += units * (inputs + 1);
    forward += units * (2 * inputs + relu); // a product and a sum for each input
  }
  const losses = 3; // 1 - y·score, and relu
  const mean = points + 1;
  const penalty = 2 * parameters + 1; // squares, their sum, times the constant
  return points * (forward + losses) + mean + penalty + 1;
}

export function scalarGraph(
  id: string,
  sizes: readonly number[],
  pointCount: number,
): ScalarWorkload {
  const random = seeded(5);
  const size = sizes.slice(1).reduce((sum, units, i) => sum + units * (sizes[i]! + 1), 0);
  const points = Array.from({ length: pointCount }, () => {
    const inputs = Array.from(uniform(random, sizes[0]!, 1));
    // Inside or outside of a circle: no straight line parts them.
    const radius = Math.hypot(...inputs);
    return { inputs, label: radius < 0.75 ? (1 as const) : (-1 as const) };
  });
  const nodes = countNodes(sizes, pointCount);
  return {
    kind: 'scalar',
    id,
    title: `scalar graph of ${nodes.toLocaleString('en')} nodes, MLP ${sizes.join('-')}, SGD`,
    sizes,
    points,
    parameters: uniform(random, size, 0.5),
    learningRate: 0.05,
    regularization: 1e-4,
    nodes,
  };
}
