import { formulaOf } from '../ops/catalogue.js';
import { Value } from '../scalar/index.js';
import type { Tensor } from '../tensor/tensor.js';
import { checkValue } from './adjoints.js';
import { nameNodes } from './node-names.js';
import { LATEX, TEXT } from './operation-formulas.js';

/** One node of a graph, as a picture needs it. Plain data. */
export interface SnapshotNode {
  /** Its place in the order; parents come before their users. */
  id: number;
  name: string;
  /** `leaf`, or the operation that made it. */
  operation: string;
  /** How it was computed, as text and as LaTeX; empty for a leaf. */
  text: string;
  latex: string;
  /** Sizes; `[]` for a number. */
  shape: readonly number[];
  /** The number itself; null for a tensor of several. */
  value: number | null;
  /** ∂output/∂this as the last backward pass left it; null where there is none, or several. */
  grad: number | null;
}

/** From a parent to the node that uses it. */
export interface SnapshotEdge {
  from: number;
  to: number;
  /** ∂to/∂from, for numbers; null for tensors, whose derivative is no single number. */
  localDerivative: number | null;
}

/** A graph at one moment. Plain data. */
export interface GraphSnapshot {
  nodes: SnapshotNode[];
  edges: SnapshotEdge[];
}

/**
 * The graph behind a result, as it is now: what a graph view draws.
 *
 * @param output a `Value`, or a tensor that was computed with recording on
 * @returns nodes in topological order, and the edges; plain data
 * @throws ArgumentError when it is neither
 * @example
 * const c = value(2, 'a').mul(value(3, 'b'));
 * const { nodes, edges } = graphSnapshot(c);
 * nodes.map((node) => node.name) //=> ['a', 'b', 'v2']
 * nodes[2].text //=> 'a * b'
 * edges.map((edge) => edge.localDerivative) //=> [3, 2]
 */
export function graphSnapshot(output: Value | Tensor): GraphSnapshot {
  if (isTensor(output)) return tensorSnapshot(output);
  checkValue('graphSnapshot', 'output', output);
  return valueSnapshot(output as Value);
}

function valueSnapshot(output: Value): GraphSnapshot {
  const rows = output.graph();
  const names = nameNodes(rows.map(({ node }) => node));
  const nodes = rows.map(({ order, node }) => {
    const [x, y] = node.parents.map((parent) => names.get(parent)!);
    return {
      id: order,
      name: names.get(node)!.text,
      operation: node.operation,
      text: x ? TEXT[node.operation]!.result(x.text, y?.text ?? '') : '',
      latex: x ? LATEX[node.operation]!.result(x.latex, y?.latex ?? '') : '',
      shape: [],
      value: node.data,
      grad: node.grad,
    };
  });
  const edges = rows.flatMap(({ order, node, parents }) =>
    parents.map((from, i) => ({ from, to: order, localDerivative: node.localDerivatives[i]! })),
  );
  return { nodes, edges };
}

function tensorSnapshot(output: Tensor): GraphSnapshot {
  const order = tensorsBehind(output);
  const places = new Map(order.map((tensor, place) => [tensor, place]));
  const nodes = order.map((tensor, id) => ({
    id,
    name: `${tensor.node ? tensor.node.op.name : 'tensor'} ${id}`,
    operation: tensor.node?.op.name ?? 'leaf',
    text: tensor.node ? `${tensor.node.op.name}(${tensor.node.op.inputs.join(', ')})` : '',
    latex: tensor.node ? formulaOf(tensor.node.op) : '',
    shape: [...tensor.shape],
    value: onlyNumber(tensor),
    grad: tensor.grad && onlyNumber(tensor.grad),
  }));
  const edges = order.flatMap((tensor, to) =>
    (tensor.node?.inputs ?? []).map((input) => ({
      from: places.get(input)!,
      to,
      localDerivative: null,
    })),
  );
  return { nodes, edges };
}

/** The tensor and all that it was made from, oldest first: an older tensor has a smaller id. */
function tensorsBehind(output: Tensor): Tensor[] {
  const found = new Set([output]);
  for (const tensor of found) for (const input of tensor.node?.inputs ?? []) found.add(input);
  return [...found].sort((a, b) => a.id - b.id);
}

function onlyNumber(tensor: Tensor): number | null {
  return tensor.size === 1 && !tensor.isDisposed ? tensor.item() : null;
}

function isTensor(input: unknown): input is Tensor {
  if (typeof input !== 'object' || input === null || input instanceof Value) return false;
  return 'node' in input && 'shape' in input && 'dtype' in input;
}
