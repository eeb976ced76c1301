import './methods.js';
import { describeShape } from '../errors/describe.js';
import { ShapeError } from '../errors/errors.js';
import { cast } from '../ops/cast.js';
import { currentTrace } from '../tape/trace.js';
import { type TensorLike, toTensor } from './convert.js';
import { checkDtype, type DType, dtypeOfArray, type Values } from './dtype.js';
import { checkShape, type Shape, sameShape, sizeOf } from './shape.js';
import { Tensor } from './tensor.js';
import { readOptions, type TensorOptions, watched } from './tensor-options.js';

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

/** A tensor that shares nothing with the caller's arrays. */
function fresh(operation: string, values: TensorLike, dtype: DType | undefined): Tensor {
  const made = toTensor(operation, 'values', values, dtype);
  if (made !== values) return made;
  currentTrace()?.read(made);
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
