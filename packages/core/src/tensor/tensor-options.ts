import { describe } from '../errors/describe.js';
import { ArgumentError, DtypeError } from '../errors/errors.js';
import { type DType, isFloat } from './dtype.js';
import type { Shape } from './shape.js';
import type { Tensor } from './tensor.js';

/** How a new tensor is to be stored and watched. */
export interface TensorOptions {
  /** Shape, if the values are given flat. */
  shape?: Shape;
  /** Element type; float32 by default. */
  dtype?: DType;
  /** Whether `backward` should leave a gradient at this tensor. */
  requiresGrad?: boolean;
}

/** Marks a float tensor as one that gradients are wanted for. */
export function watched(
  operation: string,
  tensor: Tensor,
  requiresGrad: boolean | undefined,
): Tensor {
  if (!requiresGrad) return tensor;
  if (!isFloat(tensor.dtype)) {
    throw new DtypeError({
      operation,
      expected: 'a float dtype where requiresGrad is set',
      received: tensor.dtype,
      hint: 'integers and booleans have no gradient',
    });
  }
  tensor.requiresGrad = true;
  return tensor;
}

const OPTION_NAMES = ['shape', 'dtype', 'requiresGrad'];

/** Reads a shape or an object of options, as the second argument of functions that make tensors. */
export function readOptions(
  operation: string,
  given: Shape | TensorOptions | null | undefined,
  dtype: DType | undefined,
): TensorOptions {
  const base = dtype === undefined ? {} : { dtype };
  if (given === undefined || given === null) return base;
  if (Array.isArray(given)) return { ...base, shape: given };
  const options = given as TensorOptions;
  const known =
    typeof options === 'object' && Object.keys(options).every((key) => OPTION_NAMES.includes(key));
  if (known) return { ...base, ...options };
  throw new ArgumentError({
    operation,
    expected: `a shape or options among ${OPTION_NAMES.join(', ')}`,
    received: describe(given),
    hint: 'write for example [2, 3] or { requiresGrad: true }',
  });
}
