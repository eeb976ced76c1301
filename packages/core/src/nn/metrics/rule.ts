import type { Tensor } from '../../tensor/tensor.js';

/**
 * A metric as a fraction whose two sides are added up over the batches of an epoch.
 *
 * A mean is one (sum over count), and so are precision and recall, which are not means of batches.
 */
export interface Metric {
  /** Key in logs and history. */
  readonly name: string;
  /** Whether it is one of those here, which do nothing besides computing with tensors. */
  readonly builtIn: boolean;
  /** Keras's name, for a file. */
  readonly config: unknown;
  /** Numerator and denominator of a batch, scalars. */
  update(yTrue: Tensor, yPred: Tensor): [numerator: Tensor, denominator: Tensor];
  /** What becomes of the fraction; itself by default. */
  finish?(fraction: number): number;
}

/** A metric that is the mean of one number per sample. */
export const meanOf = (
  name: string,
  config: unknown,
  perSample: (yTrue: Tensor, yPred: Tensor) => Tensor,
  builtIn = true,
): Metric => ({
  name,
  builtIn,
  config,
  update(yTrue, yPred) {
    const values = perSample(yTrue, yPred);
    return [values.sum(), values.mul(0).add(1).sum()];
  },
});
