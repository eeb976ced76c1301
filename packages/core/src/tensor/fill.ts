import './methods.js';
import { describe } from '../errors/describe.js';
import { ArgumentError } from '../errors/errors.js';
import { type TensorLike, toTensor } from './convert.js';
import { checkDtype, type DType } from './dtype.js';
import { checkShape, type Shape } from './shape.js';
import { allocate, filled, type Tensor } from './tensor.js';
import { readOptions, type TensorOptions, watched } from './tensor-options.js';

/** Element type, or options, as the last argument of the functions that fill a shape. */
export type FillOptions = DType | Omit<TensorOptions, 'shape'>;

function fillShape(operation: string, shape: Shape, value: number, options?: FillOptions): Tensor {
  const given = typeof options === 'string' ? { dtype: options } : options;
  const { dtype = 'float32', requiresGrad } = readOptions(operation, given, undefined);
  const made = allocate(operation, checkShape(operation, shape), checkDtype(operation, dtype));
  if (made.dtype === 'int32' && value !== Math.trunc(value)) {
    throw new ArgumentError({
      operation,
      expected: 'a whole number for int32',
      received: describe(value),
      hint: 'use dtype float32',
    });
  }
  if (!Object.is(value, 0)) made.values.fill(made.dtype === 'bool' ? Number(value !== 0) : value);
  return watched(operation, made, requiresGrad);
}

/**
 * A tensor of zeros.
 *
 * @param shape sizes
 * @param dtype element type (float32 by default), or options
 * @returns tensor of that shape
 * @throws ShapeError if a size is negative or not whole
 * @throws ResourceError if it is too large
 * @example
 * zeros([2, 2]).arraySync() //=> [[0, 0], [0, 0]]
 * @see https://js.tensorflow.org/api/latest/#zeros
 */
export function zeros(shape: Shape, dtype?: FillOptions): Tensor {
  return fillShape('zeros', shape, 0, dtype);
}

/**
 * A tensor of ones.
 *
 * @param shape sizes
 * @param dtype element type (float32 by default), or options
 * @returns tensor of that shape
 * @throws ShapeError if a size is negative or not whole
 * @throws ResourceError if it is too large
 * @example
 * ones([3]).arraySync() //=> [1, 1, 1]
 * @see https://js.tensorflow.org/api/latest/#ones
 */
export function ones(shape: Shape, dtype?: FillOptions): Tensor {
  return fillShape('ones', shape, 1, dtype);
}

/**
 * A tensor whose elements are all one number.
 *
 * @param shape sizes
 * @param value the number
 * @param dtype element type (float32 by default), or options
 * @returns tensor of that shape
 * @throws ShapeError if a size is negative or not whole
 * @throws ArgumentError if the value is not a number
 * @example
 * fill([2], 7).arraySync() //=> [7, 7]
 * @see https://js.tensorflow.org/api/latest/#fill
 */
export function fill(shape: Shape, value: number, dtype?: FillOptions): Tensor {
  if (typeof value === 'number') return fillShape('fill', shape, value, dtype);
  throw new ArgumentError({
    operation: 'fill',
    expected: 'value to be a number',
    received: describe(value),
    hint: 'the shape comes first: fill([2, 3], 1)',
  });
}

/**
 * Another name of `fill`, which NumPy and PyTorch use.
 *
 * @example
 * full([2, 2], 0.5).arraySync() //=> [[0.5, 0.5], [0.5, 0.5]]
 * @see https://docs.pytorch.org/docs/stable/generated/torch.full.html
 */
export const full = fill;

/**
 * Zeros in the shape and type of another tensor.
 *
 * @param x the tensor to copy the shape of
 * @returns tensor of the same shape and type
 * @example
 * zerosLike([1, 2]).arraySync() //=> [0, 0]
 * @see https://js.tensorflow.org/api/latest/#zerosLike
 */
export function zerosLike(x: TensorLike): Tensor {
  const like = toTensor('zerosLike', 'x', x);
  return filled(like.shape, 0, like.dtype);
}

/**
 * Ones in the shape and type of another tensor.
 *
 * @param x the tensor to copy the shape of
 * @returns tensor of the same shape and type
 * @example
 * onesLike([1, 2]).arraySync() //=> [1, 1]
 * @see https://js.tensorflow.org/api/latest/#onesLike
 */
export function onesLike(x: TensorLike): Tensor {
  const like = toTensor('onesLike', 'x', x);
  return filled(like.shape, 1, like.dtype);
}

/**
 * The identity matrix, or a rectangle with ones on its diagonal.
 *
 * @param rows number of rows
 * @param columns number of columns; as many as rows by default
 * @param batchShape leading axes over which to repeat it
 * @param dtype element type; float32 by default
 * @returns tensor of shape [...batchShape, rows, columns]
 * @throws ShapeError if a size is negative or not whole
 * @example
 * eye(2).arraySync() //=> [[1, 0], [0, 1]]
 * @see https://js.tensorflow.org/api/latest/#eye
 */
export function eye(
  rows: number,
  columns: number | null = rows,
  batchShape: Shape | null = [],
  dtype: DType = 'float32',
): Tensor {
  const width = columns ?? rows;
  const shape = checkShape('eye', [...checkShape('eye', batchShape ?? []), rows, width]);
  const made = allocate('eye', shape, checkDtype('eye', dtype));
  const step = Math.max(rows * width, 1);
  for (let start = 0; start < made.size; start += step) {
    for (let i = 0; i < Math.min(rows, width); i++) made.values[start + i * width + i] = 1;
  }
  return made;
}

/** Numbers, checked to be finite. */
function checkFinite(operation: string, values: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'number' && Number.isFinite(value)) continue;
    throw new ArgumentError({
      operation,
      expected: `${name} to be a finite number`,
      received: describe(value),
      hint: 'NaN and infinities have no place here',
    });
  }
}

/**
 * Numbers at equal distances, both ends included.
 *
 * @param start first number
 * @param stop last number
 * @param num how many, at least 1
 * @returns tensor of shape [num]
 * @throws ArgumentError if an end is not finite or num is not a whole number above 0
 * @example
 * linspace(0, 1, 5).arraySync() //=> [0, 0.25, 0.5, 0.75, 1]
 * @see https://js.tensorflow.org/api/latest/#linspace
 */
export function linspace(start: number, stop: number, num: number): Tensor {
  checkFinite('linspace', { start, stop });
  if (!Number.isInteger(num) || num < 1) {
    throw new ArgumentError({
      operation: 'linspace',
      expected: 'num to be a whole number above 0',
      received: describe(num),
      hint: 'it is the number of points, not of gaps',
    });
  }
  const made = allocate('linspace', checkShape('linspace', [num]), 'float32');
  const step = num === 1 ? 0 : (stop - start) / (num - 1);
  for (let i = 0; i < num; i++) made.values[i] = start + i * step;
  return made;
}

/**
 * Numbers from start up to stop, without stop itself.
 *
 * @param start first number
 * @param stop the limit, which is left out
 * @param step distance between numbers; 1 by default, or −1 if stop is below start
 * @param dtype element type; float32 by default
 * @returns tensor of shape [n]
 * @throws ArgumentError if a number is not finite, or step is 0
 * @example
 * range(0, 6, 2).arraySync() //=> [0, 2, 4]
 * @see https://js.tensorflow.org/api/latest/#range
 */
export function range(
  start: number,
  stop: number,
  step?: number,
  dtype: DType = 'float32',
): Tensor {
  checkFinite('range', { start, stop });
  const distance = step === undefined ? (stop < start ? -1 : 1) : step;
  checkFinite('range', { step: distance });
  if (distance === 0) {
    throw new ArgumentError({
      operation: 'range',
      expected: 'step other than 0',
      received: '0',
      hint: 'it would never arrive',
    });
  }
  const count = Math.max(0, Math.ceil((stop - start) / distance));
  const made = allocate('range', checkShape('range', [count]), checkDtype('range', dtype));
  for (let i = 0; i < count; i++) made.values[i] = start + i * distance;
  return made;
}
