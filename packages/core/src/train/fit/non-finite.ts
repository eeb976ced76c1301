import { noGrad } from '../../autodiff/recording.js';
import { describeShape } from '../../errors/describe.js';
import { BackpropError } from '../../errors/errors.js';
import type { CallContext } from '../../nn/layers/layer.js';
import type { Compiled } from '../../nn/model/compile.js';
import type { Sequential } from '../../nn/model/sequential.js';
import type { Tensor } from '../../tensor/tensor.js';
import type { VariableGradient } from '../optimizers/loss-gradients.js';
import { type Data, indexOf } from './data.js';

/** Training met a number that is infinite or not a number, and stopped before using it. */
export class NonFiniteError extends BackpropError {}

/**
 * Checks loss and gradients of a step.
 *
 * @throws NonFiniteError naming the step, the layer and the tensor where the first one appeared
 */
export function checkNumbers(
  model: Sequential,
  { optimizer }: Compiled,
  batch: Data,
  loss: Tensor,
  pairs: readonly VariableGradient[],
): void {
  const step = optimizer.iterations + 1;
  if (!allFinite(loss)) {
    const { where, tensor } = firstInForward(model, batch) ?? { where: 'the loss', tensor: loss };
    throw nonFinite(step, where, tensor);
  }
  // Backward runs from the last layer to the first, so the last weight's gradient came first.
  for (const { variable, gradient } of [...pairs].reverse()) {
    if (allFinite(gradient)) continue;
    throw nonFinite(step, `the gradient of ${nameOf(model, variable)}`, gradient);
  }
}

const allFinite = (tensor: Tensor): boolean => firstPlace(tensor) === -1;

const firstPlace = (tensor: Tensor): number =>
  tensor.values.findIndex((value) => !Number.isFinite(value));

/** Walks forward once more and stops where it goes wrong. */
function firstInForward(model: Sequential, batch: Data): { where: string; tensor: Tensor } | null {
  return noGrad(() => {
    const context: CallContext = { training: true, updates: [] };
    let value = batch.x;
    for (const layer of model.layers) {
      for (const weight of layer.weights) {
        if (!allFinite(weight)) return { where: nameOf(model, weight), tensor: weight };
      }
      value = layer.forward(value, context);
      if (!allFinite(value)) return { where: `the output of ${layer.name}`, tensor: value };
    }
    return null;
  });
}

const nameOf = (model: Sequential, variable: Tensor & { name?: string }): string => {
  const layer = model.layers.find(({ weights }) => weights.some((weight) => weight === variable));
  return `${layer?.name ?? model.name}/${variable.name}`;
};

function nonFinite(step: number, where: string, tensor: Tensor): NonFiniteError {
  const place = firstPlace(tensor);
  const index = describeShape(indexOf(place, tensor.shape));
  return new NonFiniteError({
    operation: 'fit',
    expected: `finite numbers in ${where} in step ${step}`,
    received: `${tensor.values[place]} at ${index}`,
    hint: 'lower the learning rate, scale the inputs, or clip the gradients; the weights are as before this step',
  });
}
