import { type BinaryOp, type CatalogueEntries, defineOp, type UnaryOp } from './define.js';
import { onEach, onPairs } from './pointwise.js';

/** Every pair of true and false. */
const TRUTH_TABLE = [
  {
    inputs: [
      [true, false],
      [[true], [false]],
    ],
    differentiable: false,
  },
] as const;

/**
 * Whether both are true, element by element; numbers other than 0 count as true.
 *
 * $$y = a \land b$$
 *
 * @param a shape [...s], broadcast against b
 * @param b shape [...t], broadcast against a
 * @returns bool tensor of the shape in which s and t meet
 * @throws ShapeError if the shapes do not broadcast
 * @example
 * logicalAnd([true, true, false], [true, false, false]).arraySync() //=> [1, 0, 0]
 * @see https://js.tensorflow.org/api/latest/#logicalAnd
 */
export const logicalAnd: BinaryOp = defineOp({
  ...onPairs('logicalAnd', 'bool'),
  returns: 'bool',
  backward: null,
});

/**
 * Whether at least one is true, element by element; numbers other than 0 count as true.
 *
 * $$y = a \lor b$$
 *
 * @param a shape [...s], broadcast against b
 * @param b shape [...t], broadcast against a
 * @returns bool tensor of the shape in which s and t meet
 * @throws ShapeError if the shapes do not broadcast
 * @example
 * logicalOr([true, true, false], [true, false, false]).arraySync() //=> [1, 1, 0]
 * @see https://js.tensorflow.org/api/latest/#logicalOr
 */
export const logicalOr: BinaryOp = defineOp({
  ...onPairs('logicalOr', 'bool'),
  returns: 'bool',
  backward: null,
});

/**
 * Turns true into false and back; numbers other than 0 count as true.
 *
 * $$y = \lnot x$$
 *
 * @param x tensor of any shape
 * @returns bool tensor of the same shape
 * @example
 * logicalNot([true, false]).arraySync() //=> [0, 1]
 * @see https://js.tensorflow.org/api/latest/#logicalNot
 */
export const logicalNot: UnaryOp = defineOp({
  ...onEach('logicalNot', 'bool'),
  returns: 'bool',
  backward: null,
});

/**
 * Whether numbers are NaN, element by element.
 *
 * $$y = [x \text{ is NaN}]$$
 *
 * @param x tensor of any shape
 * @returns bool tensor of the same shape
 * @example
 * isNaN([1, NaN]).arraySync() //=> [0, 1]
 * @see https://js.tensorflow.org/api/latest/#isNaN
 */
// biome-ignore lint/suspicious/noShadowRestrictedNames: TensorFlow.js has this name
export const isNaN: UnaryOp = defineOp({
  ...onEach('isNaN', 'any'),
  returns: 'bool',
  backward: null,
});

/**
 * Whether numbers are infinite, element by element.
 *
 * $$y = [|x| = \infty]$$
 *
 * @param x tensor of any shape
 * @returns bool tensor of the same shape
 * @example
 * isInf([1, -Infinity, NaN]).arraySync() //=> [0, 1, 0]
 * @see https://js.tensorflow.org/api/latest/#isInf
 */
export const isInf: UnaryOp = defineOp({
  ...onEach('isInf', 'any'),
  returns: 'bool',
  backward: null,
});

/**
 * Whether numbers are neither NaN nor infinite, element by element.
 *
 * $$y = [|x| < \infty]$$
 *
 * @param x tensor of any shape
 * @returns bool tensor of the same shape
 * @example
 * isFinite([1, Infinity, NaN]).arraySync() //=> [1, 0, 0]
 * @see https://js.tensorflow.org/api/latest/#isFinite
 */
// biome-ignore lint/suspicious/noShadowRestrictedNames: TensorFlow.js has this name
export const isFinite: UnaryOp = defineOp({
  ...onEach('isFinite', 'any'),
  returns: 'bool',
  backward: null,
});

export default {
  logicalAnd: {
    formula: 'y = a \\land b',
    samples: TRUTH_TABLE,
    source: 'https://js.tensorflow.org/api/latest/#logicalAnd',
  },
  logicalOr: {
    formula: 'y = a \\lor b',
    samples: TRUTH_TABLE,
    source: 'https://js.tensorflow.org/api/latest/#logicalOr',
  },
  logicalNot: {
    formula: 'y = \\lnot x',
    samples: [{ inputs: [[true, false]], differentiable: false }],
    source: 'https://js.tensorflow.org/api/latest/#logicalNot',
  },
  isNaN: {
    formula: 'y = [x \\text{ is NaN}]',
    samples: [{ inputs: [[1, Number.NaN]], differentiable: false }],
    source: 'https://js.tensorflow.org/api/latest/#isNaN',
  },
  isInf: {
    formula: 'y = [|x| = \\infty]',
    samples: [{ inputs: [[1, Number.NEGATIVE_INFINITY]], differentiable: false }],
    source: 'https://js.tensorflow.org/api/latest/#isInf',
  },
  isFinite: {
    formula: 'y = [|x| < \\infty]',
    samples: [{ inputs: [[1, Number.POSITIVE_INFINITY]], differentiable: false }],
    source: 'https://js.tensorflow.org/api/latest/#isFinite',
  },
} satisfies CatalogueEntries;
