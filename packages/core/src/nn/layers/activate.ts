import { describeShape } from '../../errors/describe.js';
import { ShapeError } from '../../errors/errors.js';
import { Tensor } from '../../tensor/tensor.js';
import type { Activation } from '../activations/lookup.js';
import { refuse } from '../checks.js';

/**
 * Applies an activation and checks what came out, since it may be the user's own function.
 *
 * @throws ArgumentError when it is no tensor, ShapeError when the samples are no longer the same
 */
export function activate(activation: Activation, x: Tensor): Tensor {
  const y: unknown = activation.apply(x);
  if (!(y instanceof Tensor)) {
    throw refuse(
      'activation',
      `function ${activation.name} to return a tensor`,
      y,
      'return the tensor itself',
    );
  }
  if (y.rank === x.rank && y.shape[0] === x.shape[0]) return y;
  throw new ShapeError({
    operation: 'activation',
    expected: `function ${activation.name} to keep rank and batch size of ${describeShape(x.shape)}`,
    received: describeShape(y.shape),
    hint: 'an activation works element by element, or along the last axis',
  });
}
