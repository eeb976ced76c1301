import { describeShape } from '../errors/describe.js';
import { ShapeError } from '../errors/errors.js';
import type { TensorLike } from '../tensor/convert.js';
import type { Shape } from '../tensor/shape.js';
import { type CatalogueEntries, defineOp, type Op } from './define.js';
import { shapeOption } from './options.js';

/**
 * Repeats axes of size 1 (and adds leading axes) until the tensor has the given shape.
 *
 * $$y_i = x_{j(i)}$$
 *
 * @param x tensor of a shape that broadcasts to the given one
 * @param shape shape of the result
 * @returns tensor of that shape
 * @throws ShapeError if x does not broadcast to it
 * @example
 * broadcastTo([[1], [2]], [2, 3]).arraySync() //=> [[1, 1, 1], [2, 2, 2]]
 * @see https://js.tensorflow.org/api/latest/#broadcastTo
 */
export const broadcastTo: Op<[x: TensorLike], [shape: Shape], { shape: Shape }> = defineOp({
  name: 'broadcastTo',
  inputs: ['x'],
  accepts: 'any',
  options: { shape: shapeOption },
  shape([x], { shape }) {
    const added = shape.length - x.shape.length;
    if (added >= 0 && x.shape.every((n, i) => n === 1 || n === shape[i + added])) return shape;
    throw new ShapeError({
      operation: 'broadcastTo',
      expected: `a shape that ${describeShape(x.shape)} broadcasts to`,
      received: describeShape(shape),
      hint: 'each size of the input must be equal or 1, aligned at the last axis',
    });
  },
  forward: (kernels, [x], out) => kernels.broadcastTo(x, out),
  backward: [(g, { inputs: [x] }) => sumTo(g, x.shape)],
});

const EXAMPLE = [
  [
    [1, -2, 0.5],
    [3, 0.25, -1],
  ],
  [
    [0.75, 2, -0.5],
    [-3, 1.5, 4],
  ],
];

/** Axes of `from` that broadcasting to it from `to` would stretch or add. */
function stretchedAxes(from: Shape, to: Shape): number[] {
  const added = from.length - to.length;
  return from.map((_, i) => i).filter((i) => i < added || (to[i - added] === 1 && from[i] !== 1));
}

/**
 * Sums over the axes that broadcasting has stretched or added: the adjoint of `broadcastTo`.
 *
 * $$y_j = \sum_{i \to j} x_i$$
 *
 * @param x tensor of shape [...s]
 * @param shape a shape that broadcasts to s
 * @returns tensor of that shape
 * @throws ShapeError if the shape does not broadcast to s
 * @example
 * sumTo([[1, 2], [3, 4]], [1, 2]).arraySync() //=> [[4, 6]]
 * @see https://numpy.org/doc/stable/user/basics.broadcasting.html
 */
export const sumTo: Op<[x: TensorLike], [shape: Shape], { shape: Shape }> = defineOp({
  name: 'sumTo',
  inputs: ['x'],
  accepts: 'numeric',
  options: { shape: shapeOption },
  shape([x], { shape }) {
    const added = x.shape.length - shape.length;
    if (added >= 0 && shape.every((n, i) => n === 1 || n === x.shape[i + added])) return shape;
    throw new ShapeError({
      operation: 'sumTo',
      expected: `a shape that broadcasts to ${describeShape(x.shape)}`,
      received: describeShape(shape),
      hint: 'each size must be equal or 1',
    });
  },
  forward: (kernels, [x], out, { shape }) => kernels.sum(x, out, stretchedAxes(x.shape, shape)),
  backward: [(g, { inputs: [x] }) => broadcastTo(g, x.shape)],
});

export default {
  broadcastTo: {
    formula: 'y_i = x_{j(i)}',
    samples: [
      { inputs: [[[1], [2]]], options: { shape: [2, 3] } },
      { inputs: [[[1], [2]]], options: { shape: [3, 2, 1] } },
    ],
    errors: [
      { inputs: [[1, 2]], options: { shape: [3] }, error: ShapeError },
      { inputs: [[[1, 2]]], options: { shape: [2] }, error: ShapeError },
    ],
    source: 'https://js.tensorflow.org/api/latest/#broadcastTo',
  },
  sumTo: {
    formula: 'y_j = \\sum_{i \\to j} x_i',
    samples: [
      { inputs: [EXAMPLE], options: { shape: [2, 1] } },
      { inputs: [EXAMPLE], options: { shape: [] } },
    ],
    errors: [{ inputs: [[1, 2]], options: { shape: [3] }, error: ShapeError }],
    source: 'https://numpy.org/doc/stable/user/basics.broadcasting.html',
  },
} satisfies CatalogueEntries;
