import { describeShape } from '../../errors/describe.js';
import { ShapeError } from '../../errors/errors.js';
import type { Shape } from '../../tensor/shape.js';
import { checkFinite, checkOptions } from '../checks.js';
import { fixed, type Initializer } from './initializer.js';

/**
 * Starts a weight with zeros.
 *
 * @returns the initializer.
 * @example
 * initializers.zeros().apply([2]).arraySync(); //=> [0, 0]
 * @see https://keras.io/api/layers/initializers/#zeros-class
 */
export const zeros = (): Initializer => fixed('Zeros', {}, () => () => 0);

/**
 * Starts a weight with ones.
 *
 * @returns the initializer.
 * @example
 * initializers.ones().apply([2]).arraySync(); //=> [1, 1]
 * @see https://keras.io/api/layers/initializers/#ones-class
 */
export const ones = (): Initializer => fixed('Ones', {}, () => () => 1);

/**
 * Starts a weight with one number everywhere.
 *
 * @param args - `value`.
 * @returns the initializer.
 * @throws ArgumentError when `value` is not a finite number.
 * @example
 * initializers.constant({ value: 0.5 }).apply([2]).arraySync(); //=> [0.5, 0.5]
 * @see https://keras.io/api/layers/initializers/#constant-class
 */
export const constant = (args: { value?: number } = {}): Initializer => {
  checkOptions('constant', args, ['value']);
  const value = checkFinite('constant', 'value', args.value ?? 0);
  return fixed('Constant', { value }, () => () => value);
};

/**
 * Starts a matrix as a multiple of the identity.
 *
 * @param args - `gain` on the diagonal, 1 by default.
 * @returns the initializer; it takes shapes of rank 2 only.
 * @throws ArgumentError when `gain` is not a finite number, ShapeError for another rank.
 * @example
 * initializers.identity().apply([2, 2]).arraySync(); //=> [[1, 0], [0, 1]]
 * @see https://keras.io/api/layers/initializers/#identity-class
 */
export const identity = (args: { gain?: number } = {}): Initializer => {
  checkOptions('identity', args, ['gain']);
  const gain = checkFinite('identity', 'gain', args.gain ?? 1);
  return fixed('Identity', { gain }, (shape) => {
    const columns = checkMatrix(shape);
    return (i) => (Math.floor(i / columns) === i % columns ? gain : 0);
  });
};

function checkMatrix(shape: Shape): number {
  if (shape.length === 2) return shape[1] as number;
  throw new ShapeError({
    operation: 'identity',
    expected: 'a matrix',
    received: `shape ${describeShape(shape)}`,
    hint: 'use it for dense kernels only',
  });
}
