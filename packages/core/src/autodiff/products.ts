import { describeShape } from '../errors/describe.js';
import { DtypeError, ShapeError } from '../errors/errors.js';
import { add, mul } from '../ops/arithmetic.js';
import type { GraphNode } from '../ops/define.js';
import { stack } from '../ops/join.js';
import { reshape } from '../ops/movement.js';
import { sum } from '../ops/reduce.js';
import { type TensorLike, toTensor } from '../tensor/convert.js';
import { sameShape } from '../tensor/shape.js';
import { filled, type Tensor } from '../tensor/tensor.js';
import { tidyUnless } from '../tensor/tidy.js';
import { inputCotangent, subgraph } from './backward.js';
import { checkFunction, checkResult } from './check-function.js';
import { detached, gradients, watch } from './gradients.js';
import { grad, type TensorFunction } from './grads.js';
import { withRecording } from './recording.js';

/** A vector to multiply with, which must have the shape and type of what it goes with. */
function readVector(operation: string, v: TensorLike, like: Tensor): Tensor {
  const vector = toTensor(operation, 'v', v, like.dtype);
  if (!sameShape(vector.shape, like.shape)) {
    throw new ShapeError({
      operation,
      expected: `v to have shape ${describeShape(like.shape)}`,
      received: describeShape(vector.shape),
      hint: operation === 'vjp' ? 'that of the result of f' : 'that of x',
    });
  }
  if (vector.dtype === like.dtype) return vector;
  throw new DtypeError({
    operation,
    expected: `v of dtype ${like.dtype}`,
    received: vector.dtype,
    hint: 'convert it with cast',
  });
}

/** Records f once, then computes from the graph; keeps it only for an outer differentiation. */
function withGraph(
  operation: string,
  f: TensorFunction,
  input: TensorLike,
  compute: (y: Tensor, x: Tensor) => Tensor,
): Tensor {
  let outer = true;
  return tidyUnless(
    () => outer,
    () => {
      const x = watch(operation, [input])[0]!;
      const y = checkResult(
        operation,
        withRecording(true, () => f(x)),
      );
      const result = compute(y, x);
      outer = subgraph(result, new Set([x])).reachesOutside;
      return outer ? result : detached(result);
    },
  );
}

/**
 * The product of a vector with the Jacobian of a function: one reverse pass.
 *
 * $$x, v \mapsto J^T v, \quad J_{ij} = \frac{\partial f_i}{\partial x_j}$$
 *
 * @param f a function of one tensor
 * @returns function of x and of v, in the shape of f's result, that returns a tensor shaped like x
 * @throws ShapeError if v has another shape
 * @throws DtypeError if x is not float
 * @example
 * vjp((x) => x.square())([1, 2, 3], [1, 0, 10]).arraySync() //=> [2, 0, 60]
 * @see https://docs.jax.dev/en/latest/notebooks/autodiff_cookbook.html
 */
export function vjp(f: TensorFunction): (x: TensorLike, v: TensorLike) => Tensor {
  checkFunction('vjp', f);
  return (input, v) =>
    withGraph('vjp', f, input, (y, x) => {
      const cotangent = readVector('vjp', v, y);
      return gradients(y, [x], { operation: 'vjp', cotangent }).grads[0]!;
    });
}

/**
 * Where a node's output moves when its inputs move: the transpose of its backward rules.
 *
 * A rule gives Jᵀu, which is linear in u; so the gradient of ⟨Jᵀu, t⟩ in u is J·t, for any u.
 */
function pushThrough(node: GraphNode, tangents: ReadonlyMap<Tensor, Tensor>): Tensor | null {
  const { output } = node;
  return withRecording(true, () => {
    const u = filled(output.shape, 0, output.dtype);
    u.requiresGrad = true;
    let total: Tensor | null = null;
    node.inputs.forEach((input, i) => {
      const tangent = tangents.get(input);
      const part = tangent === undefined ? null : inputCotangent(node, u, i);
      if (part === null) return;
      const along = sum(mul(part, tangent!));
      total = total === null ? along : add(total, along);
    });
    return total === null ? null : gradients(total, [u]).grads[0]!;
  });
}

/**
 * The product of the Jacobian of a function with a vector, by forward mode: how much the result
 * moves when x moves along v.
 *
 * $$x, v \mapsto J v = \lim_{t \to 0} \frac{f(x + t v) - f(x)}{t}$$
 *
 * Tangents go from x to the result, node by node in the order of computing.
 *
 * @param f a function of one tensor
 * @returns function of x and of v, in the shape of x, that returns a tensor shaped like f's result
 * @throws ShapeError if v has another shape
 * @throws DtypeError if x is not float
 * @example
 * jvp((x) => x.square().sum())([1, 2, 3], [1, 0, 10]).item() //=> 62
 * @see https://docs.jax.dev/en/latest/notebooks/autodiff_cookbook.html
 */
export function jvp(f: TensorFunction): (x: TensorLike, v: TensorLike) => Tensor {
  checkFunction('jvp', f);
  return (input, v) =>
    withGraph('jvp', f, input, (y, x) => {
      const tangents = new Map([[x, readVector('jvp', v, x)]]);
      for (const made of subgraph(y, new Set([x])).order.toReversed()) {
        if (made === x || made.node === null) continue;
        const tangent = pushThrough(made.node, tangents);
        if (tangent !== null) tangents.set(made, tangent);
      }
      return tangents.get(y) ?? filled(y.shape, 0, y.dtype);
    });
}

/**
 * All partial derivatives of a function: one reverse pass for each number of the result.
 *
 * $$J_{ij} = \frac{\partial f_i}{\partial x_j}$$
 *
 * @param f a function of one tensor
 * @returns function of x that returns a tensor of shape [...shape of f(x), ...shape of x]
 * @throws DtypeError if x is not float
 * @example
 * jacobian((x) => x.square())([1, 2]).arraySync() //=> [[2, 0], [0, 4]]
 * @see https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.jacobian.html
 */
export function jacobian(f: TensorFunction): (x: TensorLike) => Tensor {
  checkFunction('jacobian', f);
  return (input) =>
    withGraph('jacobian', f, input, (y, x) => {
      const shape = [...y.shape, ...x.shape];
      if (y.size === 0) return filled(shape, 0, x.dtype);
      const rows = Array.from({ length: y.size }, (_, i) => {
        const cotangent = filled(y.shape, 0, y.dtype);
        cotangent.values[i] = 1;
        return gradients(y, [x], { operation: 'jacobian', cotangent }).grads[0]!;
      });
      return reshape(stack(rows), shape);
    });
}

function checkScalarResult(operation: string, y: Tensor): Tensor {
  if (y.size === 1) return y;
  throw new ShapeError({
    operation,
    expected: 'the function to return a scalar',
    received: `shape ${describeShape(y.shape)}`,
    hint: 'reduce it with sum() or mean()',
  });
}

const scalarOf =
  (operation: string, f: TensorFunction): TensorFunction =>
  (x) =>
    checkScalarResult(operation, checkResult(operation, f(x)));

/**
 * The product of the Hessian of a scalar function with a vector, without building the Hessian:
 * the gradient of ⟨∇f, v⟩.
 *
 * $$x, v \mapsto H v, \quad H_{ij} = \frac{\partial^2 f}{\partial x_i \partial x_j}$$
 *
 * @param f a function of one tensor that returns a scalar
 * @returns function of x and of v, in the shape of x, that returns a tensor of that shape
 * @throws ShapeError if v has another shape, or f returns no scalar
 * @throws DtypeError if x is not float
 * @example
 * hvp((x) => x.pow(3).sum())([1, 2], [1, 10]).arraySync() //=> [6, 120]
 * @see https://docs.jax.dev/en/latest/notebooks/autodiff_cookbook.html
 */
export function hvp(f: TensorFunction): (x: TensorLike, v: TensorLike) => Tensor {
  checkFunction('hvp', f);
  const slope = grad(scalarOf('hvp', f));
  return (x, v) => {
    const vector = readVector('hvp', v, toTensor('hvp', 'x', x));
    return grad((at) => sum(mul(slope(at), vector)))(x);
  };
}

/**
 * All second derivatives of a scalar function.
 *
 * $$H_{ij} = \frac{\partial^2 f}{\partial x_i \partial x_j}$$
 *
 * @param f a function of one tensor that returns a scalar
 * @returns function of x that returns a tensor of shape [...shape of x, ...shape of x]
 * @throws ShapeError if f returns no scalar
 * @throws DtypeError if x is not float
 * @example
 * hessian((x) => x.prod())([2, 3]).arraySync() //=> [[0, 1], [1, 0]]
 * @see https://docs.pytorch.org/docs/stable/generated/torch.autograd.functional.hessian.html
 */
export function hessian(f: TensorFunction): (x: TensorLike) => Tensor {
  checkFunction('hessian', f);
  return jacobian(grad(scalarOf('hessian', f)));
}
