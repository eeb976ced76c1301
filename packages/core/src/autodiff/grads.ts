import { describe, describeShape } from '../errors/describe.js';
import { ArgumentError, GraphError, ShapeError } from '../errors/errors.js';
import type { TensorLike } from '../tensor/convert.js';
import type { Tensor } from '../tensor/tensor.js';
import { tidyUnless } from '../tensor/tidy.js';
import { Variable } from '../tensor/variable.js';
import { subgraph } from './backward.js';
import { checkFunction, checkResult } from './check-function.js';
import { detached, gradients, watch } from './gradients.js';
import { withRecording } from './recording.js';

/** A function of one tensor. */
export type TensorFunction = (x: Tensor) => Tensor;
/** A function of several tensors. */
export type TensorsFunction = (...xs: Tensor[]) => Tensor;

function differentiate(
  operation: string,
  f: TensorsFunction,
  inputs: readonly TensorLike[],
  dy: TensorLike | undefined,
): { value: Tensor; grads: Tensor[] } {
  let recorded = true;
  const run = () => {
    const xs = watch(operation, inputs);
    const y = checkResult(
      operation,
      withRecording(true, () => f(...xs)),
    );
    const result = gradients(y, xs, { operation, cotangent: dy ?? null });
    recorded = result.recorded;
    // Without an outer differentiation nobody can use the graph, so tidy may take it.
    return { value: recorded ? y : detached(y), grads: result.grads.map(separate) };
  };
  return tidyUnless(() => recorded, run);
}

/** A gradient may be the caller's dy itself; it should be a tensor of its own. */
function separate(g: Tensor): Tensor {
  return g.requiresGrad ? g : detached(g);
}

/**
 * The gradient of a function of one tensor, as a function.
 *
 * $$x \mapsto \left(\frac{\partial f}{\partial x}\right)^T \bar y$$
 *
 * Where f returns no scalar and no dy is given, $\bar y$ is 1 everywhere, as in TensorFlow.js: the
 * gradient of the sum. It can be nested: `grad(grad(f))`. A constant f has gradient 0.
 *
 * @param f a function made of operations
 * @returns function of x (and dy, in the shape of f's result) that returns a tensor shaped like x
 * @throws ArgumentError if f is no function or returns no tensor
 * @throws DtypeError if x is not float
 * @example
 * grad(x => x.pow(3))(2).item() //=> 12
 * grad(grad(x => x.pow(3)))(2).item() //=> 12
 * @see https://js.tensorflow.org/api/latest/#grad
 */
export function grad(f: TensorFunction): (x: TensorLike, dy?: TensorLike) => Tensor {
  checkFunction('grad', f);
  return (x, dy) => differentiate('grad', f as TensorsFunction, [x], dy).grads[0]!;
}

function checkList(operation: string, xs: unknown): asserts xs is TensorLike[] {
  if (Array.isArray(xs)) return;
  throw new ArgumentError({
    operation,
    expected: 'a list of tensors, one for each argument of the function',
    received: describe(xs),
    hint: 'put the arguments in square brackets',
  });
}

/**
 * The gradients of a function of several tensors, as a function.
 *
 * @param f a function made of operations
 * @returns function of a list of tensors (and dy) that returns a gradient for each
 * @throws ArgumentError if f is no function or returns no tensor, or the tensors are no list
 * @throws DtypeError if an input is not float
 * @example
 * const [da, db] = grads((a, b) => a.mul(b))([3, 5]);
 * [da.item(), db.item()] //=> [5, 3]
 * @see https://js.tensorflow.org/api/latest/#grads
 */
export function grads(f: TensorsFunction): (xs: TensorLike[], dy?: TensorLike) => Tensor[] {
  checkFunction('grads', f);
  return (xs, dy) => {
    checkList('grads', xs);
    return differentiate('grads', f, xs, dy).grads;
  };
}

/**
 * Value and gradient of a function of one tensor, as a function.
 *
 * @param f a function made of operations
 * @returns function of x (and dy) that returns `{ value, grad }`
 * @throws ArgumentError if f is no function or returns no tensor
 * @throws DtypeError if x is not float
 * @example
 * const { value, grad } = valueAndGrad(x => x.square())(3);
 * [value.item(), grad.item()] //=> [9, 6]
 * @see https://js.tensorflow.org/api/latest/#valueAndGrad
 */
export function valueAndGrad(
  f: TensorFunction,
): (x: TensorLike, dy?: TensorLike) => { value: Tensor; grad: Tensor } {
  checkFunction('valueAndGrad', f);
  return (x, dy) => {
    const { value, grads: all } = differentiate('valueAndGrad', f as TensorsFunction, [x], dy);
    return { value, grad: all[0]! };
  };
}

/**
 * Value and gradients of a function of several tensors, as a function.
 *
 * @param f a function made of operations
 * @returns function of a list of tensors (and dy) that returns `{ value, grads }`
 * @throws ArgumentError if f is no function or returns no tensor, or the tensors are no list
 * @throws DtypeError if an input is not float
 * @example
 * const { value, grads } = valueAndGrads((a, b) => a.mul(b))([3, 5]);
 * [value.item(), grads[0].item(), grads[1].item()] //=> [15, 5, 3]
 * @see https://js.tensorflow.org/api/latest/#valueAndGrads
 */
export function valueAndGrads(
  f: TensorsFunction,
): (xs: TensorLike[], dy?: TensorLike) => { value: Tensor; grads: Tensor[] } {
  checkFunction('valueAndGrads', f);
  return (xs, dy) => {
    checkList('valueAndGrads', xs);
    return differentiate('valueAndGrads', f, xs, dy);
  };
}

/** Gradients by the name of their variable. */
export type NamedGradients = Record<string, Tensor>;

/**
 * Value of a function and its gradients in the variables that it uses.
 *
 * @param f a function of nothing that computes a scalar from variables
 * @param varList the variables to differentiate by; by default all trainable ones that f used
 * @returns the value, and a gradient for each variable that f depends on, by its name
 * @throws ShapeError if f does not return a scalar
 * @throws GraphError if f depends on none of the variables
 * @example
 * const w = variable(tensor(3), true, 'w');
 * variableGrads(() => w.square()).grads.w.item() //=> 6
 * @see https://js.tensorflow.org/api/latest/#variableGrads
 */
export function variableGrads(
  f: () => Tensor,
  varList?: readonly Variable[],
): { value: Tensor; grads: NamedGradients } {
  checkFunction('variableGrads', f);
  if (varList !== undefined) checkList('variableGrads', varList);
  let recorded = true;
  const run = () => {
    const y = checkScalar(checkResult('variableGrads', withRecording(true, f)));
    const reached = subgraph(y, null).order.filter((x) => x instanceof Variable);
    const variables = reached.filter((x) => varList === undefined || varList.includes(x));
    if (variables.length === 0) throw noVariables();
    const result = gradients(y, variables, { operation: 'variableGrads' });
    recorded = result.recorded;
    const named = variables.map((v, i) => [v.name, separate(result.grads[i]!)] as const);
    // Oldest first, the order in which they were made.
    const sorted = Object.fromEntries(named.reverse());
    return { value: recorded ? y : detached(y), grads: sorted };
  };
  return tidyUnless(() => recorded, run);
}

function checkScalar(y: Tensor): Tensor {
  if (y.size === 1) return y;
  throw new ShapeError({
    operation: 'variableGrads',
    expected: 'the function to return a scalar',
    received: `shape ${describeShape(y.shape)}`,
    hint: 'reduce it with sum() or mean()',
  });
}

function noVariables(): GraphError {
  return new GraphError({
    operation: 'variableGrads',
    expected: 'the function to use a trainable variable of the list',
    received: 'a result that depends on none',
    hint: 'do not leave the graph (item, dataSync, noGrad) on the way',
  });
}
