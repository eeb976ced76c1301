import { subgraph } from '../../autodiff/backward.js';
import { gradients } from '../../autodiff/gradients.js';
import { withRecording } from '../../autodiff/recording.js';
import { describeShape } from '../../errors/describe.js';
import { GraphError, ShapeError } from '../../errors/errors.js';
import { refuse } from '../../nn/checks.js';
import { Tensor } from '../../tensor/tensor.js';
import { Variable } from '../../tensor/variable.js';

/** A parameter and the gradient of the loss in it, of the same shape. */
export interface VariableGradient {
  variable: Variable;
  gradient: Tensor;
}

/**
 * Computes a loss, and its gradients in variables, oldest variable first.
 *
 * @param operation - name for errors.
 * @param f - computes the loss, a scalar.
 * @param varList - the variables; by default all trainable ones that `f` uses.
 * @throws ArgumentError when `f` returns no tensor, ShapeError when it is no scalar, GraphError
 *   when it depends on no variable.
 */
export function lossGradients(
  operation: string,
  f: () => Tensor,
  varList?: readonly Variable[],
): { loss: Tensor; pairs: VariableGradient[] } {
  const loss = checkLoss(operation, withRecording(true, f));
  const reached = subgraph(loss, null).order.filter((x): x is Variable => x instanceof Variable);
  const wanted = reached.filter((x) => varList === undefined || varList.includes(x)).reverse();
  if (wanted.length === 0) throw noVariable(operation);
  const { grads } = gradients(loss, wanted, { operation, createGraph: false });
  return {
    loss,
    pairs: wanted.map((variable, i) => ({ variable, gradient: grads[i] as Tensor })),
  };
}

function checkLoss(operation: string, loss: unknown): Tensor {
  if (!(loss instanceof Tensor)) {
    const hint = 'item() and arraySync() leave the graph; return the tensor itself';
    throw refuse(operation, 'the loss to be a tensor', loss, hint);
  }
  if (loss.size === 1) return loss;
  throw new ShapeError({
    operation,
    expected: 'the loss to be a scalar',
    received: `shape ${describeShape(loss.shape)}`,
    hint: 'reduce it with mean() or sum()',
  });
}

const noVariable = (operation: string): GraphError =>
  new GraphError({
    operation,
    expected: 'the loss to depend on a trainable variable',
    received: 'one that depends on none',
    hint: 'make parameters with variable(…), set trainable, and stay with tensors on the way',
  });
