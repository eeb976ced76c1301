import './methods.js';
import { describe, describeShape } from '../errors/describe.js';
import { ArgumentError, DtypeError, ShapeError } from '../errors/errors.js';
import { cast } from '../ops/cast.js';
import { type TensorLike, toTensor } from './convert.js';
import { checkDtype, type DType, dtypeOfArray, isFloat, type Values } from './dtype.js';
import { checkShape, type Shape, sameShape, sizeOf } from './shape.js';
import { allocate, filled, Tensor } from './tensor.js';

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
function watched(operation: string, tensor: Tensor, requiresGrad: boolean | undefined): Tensor {
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

function flatLength(values: unknown): number | null {
  if (ArrayBuffer.isView(values) && dtypeOfArray(values) !== null) return (values as Values).length;
  const flat = Array.isArray(values) && values.every((x) => typeof x !== 'object');
  return flat ? values.length : null;
}

/**
 * Makes a tensor from a number, a nested or typed array, or flat values and a shape.
 *
 * @param values the numbers; booleans make a bool tensor
 * @param shapeOrOptions the shape, as in TensorFlow.js, or all options
 * @param dtype element type, if a shape came before
 * @returns a new tensor
 * @throws ShapeError if rows differ in length, or the values do not fill the shape
 * @throws ArgumentError if something is not a number
 * @throws DtypeError for an unknown dtype, or requiresGrad on integers
 * @example
 * tensor([[1, 2], [3, 4]]).shape //=> [2, 2]
 * tensor([1, 2, 3, 4], [2, 2]).arraySync() //=> [[1, 2], [3, 4]]
 * tensor([1, 2], { dtype: 'float64', requiresGrad: true }).requiresGrad //=> true
 * @see https://js.tensorflow.org/api/latest/#tensor
 */
export function tensor(
  values: TensorLike,
  shapeOrOptions?: Shape | TensorOptions | null,
  dtype?: DType,
): Tensor {
  return create('tensor', values, shapeOrOptions, dtype);
}

function create(
  operation: string,
  values: TensorLike,
  shapeOrOptions: Shape | TensorOptions | null | undefined,
  dtype: DType | undefined,
): Tensor {
  const options = readOptions(operation, shapeOrOptions, dtype);
  if (options.dtype !== undefined) checkDtype(operation, options.dtype);
  const made =
    options.shape === undefined
      ? fresh(operation, values, options.dtype)
      : shaped(operation, values, options.shape, options.dtype);
  return watched(operation, made, options.requiresGrad);
}

const OPTION_NAMES = ['shape', 'dtype', 'requiresGrad'];

function readOptions(
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

/** A tensor that shares nothing with the caller's arrays. */
function fresh(operation: string, values: TensorLike, dtype: DType | undefined): Tensor {
  const made = toTensor(operation, 'values', values, dtype);
  if (made !== values) return made;
  const copy = new Tensor(made.values.slice(), made.shape, made.dtype);
  return dtype === undefined || dtype === copy.dtype ? copy : cast(copy, dtype);
}

function shaped(
  operation: string,
  values: TensorLike,
  shape: Shape,
  dtype: DType | undefined,
): Tensor {
  const checked = checkShape(operation, shape);
  const flat = typeof values === 'number' || typeof values === 'boolean' ? [values] : values;
  const length = flatLength(flat);
  const made = fresh(operation, flat, dtype);
  const fits = length === null ? sameShape(made.shape, checked) : length === sizeOf(checked);
  if (fits) return new Tensor(made.values, checked, made.dtype);
  throw new ShapeError({
    operation,
    expected: `values for shape ${describeShape(checked)}`,
    received: length === null ? `shape ${describeShape(made.shape)}` : `${length} numbers`,
    hint: 'their count must be the product of the sizes; nested values must have the shape itself',
  });
}

/**
 * Makes a scalar.
 *
 * @param value one number or boolean
 * @param dtype element type; float32 by default
 * @returns tensor of shape []
 * @throws ArgumentError for anything else
 * @example
 * scalar(3).shape //=> []
 * @see https://js.tensorflow.org/api/latest/#scalar
 */
export function scalar(value: number | boolean, dtype?: DType): Tensor {
  return ofRank('scalar', 0, value, undefined, dtype);
}

function ofRank(
  operation: string,
  rank: number,
  values: TensorLike,
  shape: Shape | undefined,
  dtype: DType | undefined,
): Tensor {
  const made = create(operation, values, shape, dtype);
  if (made.rank === rank) return made;
  throw new ShapeError({
    operation,
    expected: `values of rank ${rank}`,
    received: `rank ${made.rank}, shape ${describeShape(made.shape)}`,
    hint: 'tensor(…) takes any rank',
  });
}

/**
 * Makes a vector.
 *
 * @param values a flat list
 * @param dtype element type; float32 by default
 * @returns tensor of shape [n]
 * @throws ShapeError if the list is nested
 * @example
 * tensor1d([1, 2, 3]).shape //=> [3]
 * @see https://js.tensorflow.org/api/latest/#tensor1d
 */
export function tensor1d(values: TensorLike, dtype?: DType): Tensor {
  return ofRank('tensor1d', 1, values, undefined, dtype);
}

/**
 * Makes a matrix.
 *
 * @param values rows, or flat values with a shape
 * @param shape [rows, columns]
 * @param dtype element type; float32 by default
 * @returns tensor of shape [m, n]
 * @throws ShapeError if the values have another rank or do not fill the shape
 * @example
 * tensor2d([1, 2, 3, 4], [2, 2]).arraySync() //=> [[1, 2], [3, 4]]
 * @see https://js.tensorflow.org/api/latest/#tensor2d
 */
export function tensor2d(values: TensorLike, shape?: Shape, dtype?: DType): Tensor {
  return ofRank('tensor2d', 2, values, shape, dtype);
}

/**
 * Makes a tensor of rank 3.
 *
 * @param values nested three deep, or flat with a shape
 * @param shape three sizes
 * @param dtype element type; float32 by default
 * @returns tensor of rank 3
 * @throws ShapeError if the values have another rank or do not fill the shape
 * @example
 * tensor3d([[[1], [2]]]).shape //=> [1, 2, 1]
 * @see https://js.tensorflow.org/api/latest/#tensor3d
 */
export function tensor3d(values: TensorLike, shape?: Shape, dtype?: DType): Tensor {
  return ofRank('tensor3d', 3, values, shape, dtype);
}

/**
 * Makes a tensor of rank 4, such as a batch of images [n, height, width, channels].
 *
 * @param values nested four deep, or flat with a shape
 * @param shape four sizes
 * @param dtype element type; float32 by default
 * @returns tensor of rank 4
 * @throws ShapeError if the values have another rank or do not fill the shape
 * @example
 * tensor4d([1, 2, 3, 4], [1, 2, 2, 1]).shape //=> [1, 2, 2, 1]
 * @see https://js.tensorflow.org/api/latest/#tensor4d
 */
export function tensor4d(values: TensorLike, shape?: Shape, dtype?: DType): Tensor {
  return ofRank('tensor4d', 4, values, shape, dtype);
}

/** Element type, or options, as the last argument of the functions that fill a shape. */
export type FillOptions = DType | Omit<TensorOptions, 'shape'>;

function fillShape(operation: string, shape: Shape, value: number, options?: FillOptions): Tensor {
  const given = typeof options === 'string' ? { dtype: options } : options;
  const { dtype = 'float32', requiresGrad } = readOptions(operation, given, undefined);
  const made = allocate(operation, checkShape(operation, shape), checkDtype(operation, dtype));
  if (value !== 0) made.values.fill(value);
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

/** Another name of `fill`, which NumPy and PyTorch use. */
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
  const shape = checkShape('eye', [...(batchShape ?? []), rows, width]);
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
  step: number = stop < start ? -1 : 1,
  dtype: DType = 'float32',
): Tensor {
  checkFinite('range', { start, stop, step });
  if (step === 0) {
    throw new ArgumentError({
      operation: 'range',
      expected: 'step other than 0',
      received: '0',
      hint: 'it would never arrive',
    });
  }
  const count = Math.max(0, Math.ceil((stop - start) / step));
  const made = allocate('range', checkShape('range', [count]), checkDtype('range', dtype));
  for (let i = 0; i < count; i++) made.values[i] = start + i * step;
  return made;
}
