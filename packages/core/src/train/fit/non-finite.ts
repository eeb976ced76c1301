import { noGrad } from '../../autodiff/recording.js';
import { describeShape } from '../../errors/describe.js';
import { BackpropError } from '../../errors/errors.js';
import type { CallContext } from '../../nn/layers/layer.js';
import type { Compiled } from '../../nn/model/compile.js';
import { innerLayers } from '../../nn/model/nested.js';
import type { Sequential } from '../../nn/model/sequential.js';
import type { Values } from '../../tensor/dtype.js';
import type { Shape } from '../../tensor/shape.js';
import type { Tensor } from '../../tensor/tensor.js';
import { tidy } from '../../tensor/tidy.js';
import type { VariableGradient } from '../optimizers/loss-gradients.js';
import { type Data, indexOf } from './data.js';

/** Training met a number that is infinite or not a number, and stopped before using it. */
export class NonFiniteError extends BackpropError {
  override readonly name: string = 'NonFiniteError';
}

/**
 * Checks loss and gradients of a step, before anything is changed by them.
 *
 * @throws NonFiniteError naming the step and the first gradient, or the loss
 */
export function checkNumbers(
  model: Sequential,
  { optimizer }: Compiled,
  loss: Tensor,
  pairs: readonly VariableGradient[],
): void {
  const check = (where: string, { values, shape }: Tensor): void => {
    const place = firstPlace(values);
    if (place !== -1) throw nonFinite(optimizer.iterations + 1, where, values, shape, place);
  };
  check('the loss', loss);
  // Backward runs from the last layer to the first, so the last weight's gradient came first.
  for (const { variable, gradient } of [...pairs].reverse()) {
    check(`the gradient of ${nameOf(model, variable)}`, gradient);
  }
}

/**
 * A scalar that is 0 if loss and gradients are finite, else not a number. A tape computes it along,
 * where `checkNumbers` does not look.
 */
export const probe = (loss: Tensor, pairs: readonly VariableGradient[]): Tensor =>
  pairs.reduce((sum, { gradient }) => sum.add(gradient.mul(0).sum()), loss.mul(0));

const firstPlace = (values: Values): number => values.findIndex((value) => !Number.isFinite(value));

/**
 * Walks forward once more, and tells where the first number appeared that is not finite; null if
 * all outputs are finite, so that it was the loss or a gradient.
 */
export function locate(
  model: Sequential,
  { optimizer }: Compiled,
  batch: Data,
): NonFiniteError | null {
  const step = optimizer.iterations + 1;
  const found = (where: string, { values, shape }: Tensor): NonFiniteError | null => {
    const place = firstPlace(values);
    return place === -1 ? null : nonFinite(step, where, values, shape, place);
  };
  const walk = (): NonFiniteError | null => {
    const context: CallContext = { training: true, updates: [] };
    let value = batch.x;
    for (const { layer, path } of innerLayers(model)) {
      for (const weight of layer.weights) {
        const error = found(nameOf(model, weight), weight);
        if (error !== null) return error;
      }
      value = layer.forward(value, context);
      const error = found(`the output of ${path}`, value);
      if (error !== null) return error;
    }
    return null;
  };
  return noGrad(() => tidy(walk));
}

const nameOf = (model: Sequential, variable: Tensor & { name?: string }): string => {
  const holder = innerLayers(model).find(({ layer }) =>
    layer.weights.some((weight) => weight === variable),
  );
  return `${holder?.path ?? model.name}/${variable.name}`;
};

const nonFinite = (step: number, where: string, values: Values, shape: Shape, place: number) =>
  new NonFiniteError({
    operation: 'fit',
    expected: `finite numbers in ${where} in step ${step}`,
    received: `${values[place]} at ${describeShape(indexOf(place, shape))}`,
    hint: 'lower the learning rate, scale the inputs, or clip the gradients; the weights are as before this step',
  });
