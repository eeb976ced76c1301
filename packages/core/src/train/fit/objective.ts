import { refuse } from '../../nn/checks.js';
import type { CallContext } from '../../nn/layers/layer.js';
import type { Compiled } from '../../nn/model/compile.js';
import type { Sequential } from '../../nn/model/sequential.js';
import { Tensor } from '../../tensor/tensor.js';
import type { Data } from './data.js';

/**
 * What training lowers: the mean loss of a batch, plus what its weights cost.
 *
 * $L = \frac1n\sum_i w_i\,\ell(y_i, \hat y_i) + \sum_k r_k(W_k)$
 *
 * As in Keras, the mean is over the samples, whatever their weights $w_i$ add up to.
 */
export function objective(
  model: Sequential,
  { loss }: Compiled,
  batch: Data,
  context: CallContext,
): { output: Tensor; loss: Tensor } {
  const output = model.forward(batch.x, context);
  const samples = checkSamples(loss.name, loss.perSample(batch.y, output));
  const mean = weighted(samples, batch.weights).mean();
  const costs = model.penalties();
  return { output, loss: costs.reduce((sum, cost) => sum.add(cost), mean) };
}

function checkSamples(name: string, value: unknown): Tensor {
  if (value instanceof Tensor) return value;
  const hint = 'item() and arraySync() leave the graph; return the tensor itself';
  throw refuse('fit', `loss ${name} to return a tensor`, value, hint);
}

function weighted(samples: Tensor, weights: Tensor | null): Tensor {
  if (weights === null) return samples;
  if (samples.rank === 0) {
    const hint = 'return one number per sample, or leave sample weights out';
    throw refuse('fit', 'a loss of shape [batch]', samples, hint);
  }
  const shape = samples.shape.map((size, i) => (i === 0 ? size : 1));
  return samples.mul(weights.reshape(shape));
}
