import type { Tensor } from '../../tensor/tensor.js';

type Squashing = 'sigmoid' | 'softmax';

const origins = new WeakMap<Tensor, { squashing: Squashing; logits: Tensor }>();

/**
 * Remembers from which logits a probability came.
 *
 * A cross-entropy that knows them works on them directly: the logarithm of a probability that has
 * rounded to 0 is lost, the same logarithm computed from the logits is not. Keras does the same.
 */
export function rememberLogits(squashing: Squashing, logits: Tensor, output: Tensor): Tensor {
  origins.set(output, { squashing, logits });
  return output;
}

/** The logits of a probability, if it is the direct output of this function; else null. */
export function logitsOf(squashing: Squashing, output: Tensor): Tensor | null {
  const origin = origins.get(output);
  return origin?.squashing === squashing ? origin.logits : null;
}
