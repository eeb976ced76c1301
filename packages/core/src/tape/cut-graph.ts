import { nothingRecorded, subgraph } from '../autodiff/backward.js';
import { isRecording } from '../autodiff/recording.js';
import type { GraphNode, PrimitiveRecord } from '../ops/define.js';
import type { Tensor } from '../tensor/tensor.js';

/** Stands in a graph for a jitted call, through which no gradient can flow. */
const JITTED = {
  name: 'jit',
  get backward(): never {
    throw nothingRecorded('the result of a jitted function');
  },
} as unknown as PrimitiveRecord;

/**
 * What a jitted function's result has in place of its graph: differentiating through it is an
 * error, and not a gradient with parts missing.
 *
 * @param result as the function returned it
 * @param firstId id that the first tensor made by the function could have
 * @returns null if no gradient would flow from it to what the function took from outside
 */
export function cutGraph(result: Tensor, firstId: number): GraphNode | null {
  if (!result.requiresGrad) return null;
  const { order } = subgraph(result, null);
  const inputs = order.filter(({ node, id }) => node === null && id < firstId);
  return inputs.length === 0 ? null : { op: JITTED, inputs, options: {}, output: inputs[0]! };
}

/** The same tensor, in no graph or at the end of one that was cut. */
export function withCut(x: Tensor, cut: GraphNode | null): Tensor {
  if (cut !== null && isRecording()) {
    x.requiresGrad = true;
    x.node = cut;
  }
  return x;
}
