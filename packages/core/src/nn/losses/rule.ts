import { describeShape } from '../../errors/describe.js';
import { ArgumentError, ShapeError } from '../../errors/errors.js';
import { checkEachTime } from '../../tape/trace.js';
import { sameShape } from '../../tensor/shape.js';
import type { Tensor } from '../../tensor/tensor.js';
import { inDtype } from '../in-dtype.js';

/** Keras's fuzz factor: what keeps logarithms and divisions away from 0. */
export const EPSILON = 1e-7;

/** A loss before its mean is taken: one number per sample (or per sample and position). */
export interface LossRule {
  /** Keras's function name, `mean_squared_error`. */
  readonly name: string;
  /** Keras's class name, `MeanSquaredError`. */
  readonly className: string;
  /** Other names; spelling in snake_case or camelCase makes no difference. */
  readonly aliases: readonly string[];
  /** Numbers that `{ className, config }` may set, with their defaults. */
  readonly options: Readonly<Record<string, number | boolean>>;
  /** $[n, …, c]$ and $[n, …, c]$ to $[n, …]$. */
  perSample(
    yTrue: Tensor,
    yPred: Tensor,
    options: Readonly<Record<string, number | boolean>>,
  ): Tensor;
}

/**
 * Gives the targets the rank of the predictions, as Keras does when one has a last axis of size 1.
 *
 * The predictions stay as they are, so that a cross-entropy can still find their logits.
 *
 * @throws ShapeError when the shapes then differ: broadcasting would compute another loss
 */
export function alignTargets(operation: string, yTrue: Tensor, yPred: Tensor): Tensor {
  let aligned = yTrue;
  if (yTrue.rank === yPred.rank - 1 && yPred.shape[yPred.rank - 1] === 1) {
    aligned = yTrue.expandDims(-1);
  } else if (yTrue.rank === yPred.rank + 1 && yTrue.shape[yTrue.rank - 1] === 1) {
    aligned = yTrue.squeeze([yTrue.rank - 1]);
  }
  if (sameShape(aligned.shape, yPred.shape)) return inDtype(aligned, yPred.dtype);
  throw new ShapeError({
    operation,
    expected: `targets of shape ${describeShape(yPred.shape)}, as the predictions have`,
    received: describeShape(yTrue.shape),
    hint: hintFor(yTrue, yPred),
  });
}

const hintFor = (yTrue: Tensor, yPred: Tensor): string =>
  yTrue.rank < yPred.rank || yTrue.shape[yTrue.rank - 1] === 1
    ? 'class numbers as targets need sparseCategoricalCrossentropy; else reshape the targets'
    : "make the last layer's units match the targets";

/**
 * Turns class numbers of shape $[n, …]$ or $[n, …, 1]$ into rows of zeros with one 1.
 *
 * @throws ShapeError when the shape does not fit, ArgumentError for a number that is no class
 */
export function oneHotTargets(operation: string, yTrue: Tensor, yPred: Tensor): Tensor {
  const classes = yPred.shape[yPred.rank - 1] ?? 1;
  const trailing = yTrue.rank === yPred.rank && yTrue.shape[yTrue.rank - 1] === 1;
  const labels = trailing ? yTrue.squeeze([yTrue.rank - 1]) : yTrue;
  if (yPred.rank === 0 || !sameShape(labels.shape, yPred.shape.slice(0, -1))) {
    throw new ShapeError({
      operation,
      expected: `class numbers of shape ${describeShape(yPred.shape.slice(0, -1))}`,
      received: describeShape(yTrue.shape),
      hint: 'for one-hot rows use categoricalCrossentropy',
    });
  }
  checkEachTime(labels, (values) => {
    for (const label of values) checkLabel(operation, label, classes);
  });
  return inDtype(inDtype(labels, 'int32').oneHot(classes), yPred.dtype);
}

function checkLabel(operation: string, label: number, classes: number): void {
  if (Number.isInteger(label) && label >= 0 && label < classes) return;
  throw new ArgumentError({
    operation,
    expected: `class numbers from 0 to ${classes - 1}`,
    received: String(label),
    hint: 'count classes from 0, and give the last layer one unit per class',
  });
}

const sumLast = (x: Tensor): Tensor => (x.rank === 0 ? x : x.sum(-1));

/** Mean over the last axis; a scalar stays. */
export const meanLast = (x: Tensor): Tensor => (x.rank === 0 ? x : x.mean(-1));

export { sumLast };
