import { noGrad } from '../../autodiff/recording.js';
import type { CallContext } from '../../nn/layers/layer.js';
import type { Compiled } from '../../nn/model/compile.js';
import type { Sequential } from '../../nn/model/sequential.js';
import type { Tensor } from '../../tensor/tensor.js';
import { tidy } from '../../tensor/tidy.js';
import { lossGradients } from '../optimizers/loss-gradients.js';
import type { Data } from './data.js';
import { checkNumbers } from './non-finite.js';
import { objective } from './objective.js';
import { type BatchResult, batchResult } from './totals.js';

/**
 * One update: forward, loss, gradients, optimizer.
 *
 * Weights change only after loss and gradients have turned out to be finite.
 *
 * @returns loss and metrics before the update.
 * @throws NonFiniteError naming the first tensor with a number that is not finite.
 */
export function trainStep(model: Sequential, compiled: Compiled, batch: Data): BatchResult {
  return tidy(() => {
    const context: CallContext = { training: true, updates: [] };
    let output: Tensor | null = null;
    const { loss, pairs } = lossGradients(
      'fit',
      () => {
        const result = objective(model, compiled, batch, context);
        output = result.output;
        return result.loss;
      },
      model.trainableWeights,
    );
    checkNumbers(model, compiled, batch, loss, pairs);
    return noGrad(() => {
      const result = batchResult(compiled, batch, output as unknown as Tensor, loss);
      compiled.optimizer.applyGradients(pairs);
      for (const update of context.updates) update();
      return result;
    });
  });
}

/** Loss and metrics of a batch, with nothing changed. */
export function testStep(model: Sequential, compiled: Compiled, batch: Data): BatchResult {
  return noGrad(() =>
    tidy(() => {
      const context: CallContext = { training: false, updates: [] };
      const { output, loss } = objective(model, compiled, batch, context);
      return batchResult(compiled, batch, output, loss);
    }),
  );
}
