import { describe, describeShape } from '../errors/describe.js';
import { GraphError, ShapeError } from '../errors/errors.js';
import { add } from '../ops/arithmetic.js';
import { sumTo } from '../ops/broadcast.js';
import type { GraphNode, Rule } from '../ops/define.js';
import { clone } from '../ops/identity.js';
import { withTrace } from '../tape/trace.js';
import { checkTensor } from '../tensor/check-tensor.js';
import { type TensorLike, toTensor } from '../tensor/convert.js';
import { sameShape } from '../tensor/shape.js';
import { filled, type Tensor } from '../tensor/tensor.js';
import { tidy } from '../tensor/tidy.js';
import { withRecording } from './recording.js';

/** The part of a graph between an output and the tensors its gradient is wanted in. */
export interface Subgraph {
  /** Every tensor on a way from a target to the output, newest first. */
  readonly order: readonly Tensor[];
  /** The same tensors, to look up. */
  readonly onTheWay: ReadonlySet<Tensor>;
  /** Whether the output also depends on something outside that wants a gradient. */
  readonly reachesOutside: boolean;
}

/**
 * Finds what lies between the targets and the output, without recursion, so that depth is no limit.
 *
 * A tensor is always newer than what it was made from, so sorting by id puts every tensor after all
 * that it helped to make, and nothing older than the oldest target needs a look.
 *
 * @param targets the tensors to find, or null for all leaves with `requiresGrad`
 */
export function subgraph(output: Tensor, targets: ReadonlySet<Tensor> | null): Subgraph {
  let oldest = 0;
  if (targets !== null) {
    oldest = Number.POSITIVE_INFINITY;
    for (const target of targets) oldest = Math.min(oldest, target.id);
  }
  const isTarget = (x: Tensor) => (targets === null ? isLeaf(x) : targets.has(x));

  const found: Tensor[] = [];
  const seen = new Set<Tensor>([output]);
  const stack = [output];
  let reachesOutside = false;
  for (let x = stack.pop(); x !== undefined; x = stack.pop()) {
    if (x.id < oldest || (isLeaf(x) && !isTarget(x))) {
      reachesOutside ||= x.requiresGrad;
      continue;
    }
    found.push(x);
    if (x.node === null) continue;
    for (const input of x.node.inputs) {
      if (!input.requiresGrad || seen.has(input)) continue;
      seen.add(input);
      stack.push(input);
    }
  }

  found.sort((a, b) => a.id - b.id);
  const onTheWay = new Set<Tensor>();
  const order: Tensor[] = [];
  for (const x of found) {
    if (!isTarget(x) && !x.node?.inputs.some((input) => onTheWay.has(input))) continue;
    onTheWay.add(x);
    order.push(x);
  }
  return { order: order.reverse(), onTheWay, reachesOutside };
}

/** A tensor that wants a gradient and was not computed from others. */
function isLeaf(x: Tensor): boolean {
  return x.requiresGrad && x.node === null;
}

/**
 * Reverse-mode differentiation: carries the cotangent of the output back to the targets.
 *
 * $$\bar x = \sum_{y \text{ made from } x} \left(\frac{\partial y}{\partial x}\right)^T \bar y$$
 *
 * @param graph what lies between
 * @param cotangent $\bar y$ of the output, in its shape
 * @param targets where to leave results; null for leaves
 * @returns the cotangent of each target that the output depends on
 */
export function propagate(
  graph: Subgraph,
  output: Tensor,
  cotangent: Tensor,
  targets: ReadonlySet<Tensor> | null,
): Map<Tensor, Tensor> {
  const cotangents = new Map<Tensor, Tensor>([[output, cotangent]]);
  const results = new Map<Tensor, Tensor>();
  for (const x of graph.order) {
    const g = cotangents.get(x);
    if (g === undefined) continue;
    cotangents.delete(x);
    if (targets === null ? x.node === null : targets.has(x)) results.set(x, g);
    if (x.node === null) continue;
    const { node } = x;
    for (let i = 0; i < node.inputs.length; i++) {
      const input = node.inputs[i]!;
      const part = graph.onTheWay.has(input) ? inputCotangent(node, g, i) : null;
      if (part === null) continue;
      const sum = cotangents.get(input);
      cotangents.set(input, sum === undefined ? part : add(sum, part));
    }
  }
  return results;
}

/** Applies one rule of a recorded call; null where the operation stops gradients. */
export function inputCotangent(node: GraphNode, g: Tensor, index: number): Tensor | null {
  const { op } = node;
  if ('compose' in op || op.backward === null) return null;
  const rule: Rule | null | undefined = isRule(op.backward) ? op.backward : op.backward[index];
  if (!rule) return null;
  const input = node.inputs[index]!;
  for (const x of node.inputs) checkUnchanged(node, x);
  const part = rule(g, node, index);
  // Broadcasting repeated the input, so its cotangent is the sum over the repetitions.
  const fitted =
    op.broadcasts && !sameShape(part.shape, input.shape) ? sumTo(part, input.shape) : part;
  if (sameShape(fitted.shape, input.shape) && fitted.dtype === input.dtype) return fitted;
  throw new GraphError({
    operation: op.name,
    expected: `a cotangent like its input ${index}, ${describe(input)}`,
    received: describe(fitted),
    hint: 'the backward rule of this operation is wrong',
  });
}

function isRule(backward: unknown): backward is Rule {
  return typeof backward === 'function';
}

function checkUnchanged(node: GraphNode, x: Tensor): void {
  if (x.changedAt <= node.output.id) return;
  throw new GraphError({
    operation: 'backward',
    expected: `the values that ${node.op.name} was computed from`,
    received: 'a variable that was assigned since',
    hint: 'compute gradients before the update, or the loss again after it',
  });
}

/** Where `backward` starts: the given cotangent, or 1 for a scalar. */
export function startingCotangent(
  operation: string,
  output: Tensor,
  cotangent: TensorLike | undefined | null,
): Tensor {
  if (cotangent === undefined || cotangent === null) return filled(output.shape, 1, output.dtype);
  const start = toTensor(operation, 'cotangent', cotangent, output.dtype);
  if (!sameShape(start.shape, output.shape)) {
    throw new ShapeError({
      operation,
      expected: `a cotangent of shape ${describeShape(output.shape)}`,
      received: `shape ${describeShape(start.shape)}`,
      hint: 'it has one number for each of the output’s',
    });
  }
  if (start.dtype === output.dtype) return start;
  throw new GraphError({
    operation,
    expected: `a cotangent of dtype ${output.dtype}`,
    received: start.dtype,
    hint: 'convert it with cast',
  });
}

/**
 * Computes the gradients of a scalar in all leaves with `requiresGrad`, and adds each to its `grad`.
 *
 * @param output the scalar; any tensor if a cotangent is given
 * @param cotangent what to start from
 * @param options createGraph: whether to record, so that gradients can be differentiated again
 * @throws GraphError if the output was not computed from such leaves while recording
 * @throws ShapeError if a cotangent is missing or has another shape
 * @throws ResourceError if the output was disposed
 * @example
 * const x = tensor([1, 2, 3], { requiresGrad: true });
 * backward(x.square().sum());
 * x.grad.arraySync() //=> [2, 4, 6]
 */
export function backward(
  output: Tensor,
  cotangent?: TensorLike,
  { createGraph = false }: { createGraph?: boolean } = {},
): void {
  if (!checkTensor('backward', output).requiresGrad) throw nothingRecorded();
  if (cotangent === undefined && output.size !== 1) {
    throw new ShapeError({
      operation: 'backward',
      expected: 'a scalar',
      received: `shape ${describeShape(output.shape)}`,
      hint: 'reduce it with sum() or mean(), or pass a cotangent of its shape',
    });
  }
  // Disposal took the graph as well: reading the memory says so.
  void output.values;
  const run = () => {
    const given = startingCotangent('backward', output, cotangent);
    // A copy, so that the leaf's gradient is not the caller's own tensor.
    const start = createGraph && !given.isVariable ? given : clone(given);
    const results = propagate(subgraph(output, null), output, start, null);
    return withRecording(createGraph, () =>
      [...results].map(([leaf, g]) => {
        const before = withTrace(null, () => leaf.grad);
        return [leaf, before === null ? g : add(before, g)] as const;
      }),
    );
  };
  const sums = withRecording(createGraph, createGraph ? run : () => tidy(run));
  for (const [leaf, g] of sums) {
    g.kept = true;
    leaf.grad = g;
  }
}

/** What there is to say where no gradient can flow. */
export function nothingRecorded(received = 'one without a recorded graph'): GraphError {
  return new GraphError({
    operation: 'backward',
    expected: 'a tensor computed from one with requiresGrad',
    received,
    hint: 'create an input with { requiresGrad: true }; compute outside noGrad, and gradients inside jit',
  });
}

const isList = (x: unknown): x is Iterable<unknown> => x instanceof Object && Symbol.iterator in x;

/**
 * Forgets the accumulated gradients of tensors.
 *
 * @param tensors one, or a list: for example all weights of a model
 * @throws ArgumentError if it is no tensor and no list of them; then none is changed
 * @example
 * const w = tensor(2, { requiresGrad: true });
 * w.square().backward();
 * zeroGrad([w]);
 * w.grad //=> null
 */
export function zeroGrad(tensors: Tensor | Iterable<Tensor>): void {
  const list = isList(tensors) ? [...tensors] : [tensors];
  for (const tensor of list.map((x) => checkTensor('zeroGrad', x))) tensor.zeroGrad();
}
