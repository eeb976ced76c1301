import { describe } from '../errors/describe.js';
import { DtypeError } from '../errors/errors.js';
import { clone } from '../ops/identity.js';
import { type TensorLike, toTensor } from '../tensor/convert.js';
import { isFloat } from '../tensor/dtype.js';
import { filled, type Tensor } from '../tensor/tensor.js';
import { propagate, startingCotangent, subgraph } from './backward.js';
import { withRecording } from './recording.js';

/**
 * Gradients of an output in given tensors, returned and not added to their `grad`.
 *
 * Tensors that the output does not depend on have gradient 0.
 *
 * @param output what to differentiate; its cotangent is 1 everywhere unless one is given
 * @param targets float tensors with `requiresGrad`
 * @param options cotangent; createGraph, whether gradients can be differentiated again (by default
 *   only if the output also depends on other tensors that want a gradient)
 * @returns one gradient for each target, in its shape
 */
export function gradients(
  output: Tensor,
  targets: readonly Tensor[],
  options: { operation?: string; cotangent?: TensorLike | null; createGraph?: boolean } = {},
): { grads: Tensor[]; recorded: boolean } {
  const { operation = 'gradients', cotangent, createGraph } = options;
  const wanted = new Set(targets);
  const graph = subgraph(output, wanted);
  const start = startingCotangent(operation, output, cotangent);
  const recorded = createGraph ?? (graph.reachesOutside || start.requiresGrad);
  const found = withRecording(recorded, () => propagate(graph, output, start, wanted));
  const grads = targets.map((x) => found.get(x) ?? filled(x.shape, 0, x.dtype));
  return { grads, recorded };
}

/**
 * Stand-ins for the inputs of a function that is to be differentiated: same values, but leaves of
 * a graph of their own. If an outer differentiation runs, each is a recorded step from its original.
 */
export function watch(operation: string, inputs: readonly TensorLike[]): Tensor[] {
  return inputs.map((input, i) => {
    const original = toTensor(operation, `input ${i}`, input);
    if (!isFloat(original.dtype)) {
      throw new DtypeError({
        operation,
        expected: `input ${i} to have a float dtype`,
        received: describe(original),
        hint: 'only float tensors have gradients; convert it with cast',
      });
    }
    const alias = withRecording(true, () => clone(original));
    alias.requiresGrad = true;
    return alias;
  });
}

/** The same values without a graph. */
export function detached(x: Tensor): Tensor {
  return withRecording(false, () => clone(x));
}
