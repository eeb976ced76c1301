import { type Shape, stridesOf } from '../../tensor/shape.js';

/** A loop over `size` places; for each operand, how many numbers lead to its next place. */
export interface Loop {
  readonly size: number;
  readonly steps: readonly number[];
}

/**
 * The fewest nested loops that visit a whole shape and, with fixed steps, all operands. Two axes are
 * one if, for every operand, the outer one goes on where the inner one ends.
 *
 * @param strides of each operand along the shape's axes
 */
export function loopsOver(shape: Shape, strides: readonly (readonly number[])[]): Loop[] {
  const loops: Loop[] = [];
  shape.forEach((size, axis) => {
    if (size === 1) return;
    const steps = strides.map((stride) => stride[axis]!);
    const outer = loops.at(-1);
    if (outer?.steps.every((step, i) => step === steps[i]! * size)) {
      loops[loops.length - 1] = { size: outer.size * size, steps };
    } else {
      loops.push({ size, steps });
    }
  });
  return loops;
}

/** Strides of a tensor that broadcasts to a shape: 0 along the axes where it repeats. */
export function broadcastStrides(own: Shape, shape: Shape): number[] {
  const strides = stridesOf(own);
  const missing = shape.length - own.length;
  return shape.map((_, axis) => {
    const at = axis - missing;
    return at < 0 || own[at] === 1 ? 0 : strides[at]!;
  });
}

/** How far apart an operand's numbers lie, row by row and column by column. */
export interface RowStrides {
  readonly row: number;
  readonly column: number;
}

/**
 * Rows and columns that visit a whole shape, and how operands that broadcast to it follow; null if
 * that takes more than two loops.
 */
export function rowsOver(shape: Shape, operands: readonly Shape[]) {
  const strides = operands.map((operand) => broadcastStrides(operand, shape));
  const loops = loopsOver(shape, strides);
  if (loops.length > 2) return null;
  const inner = loops.at(-1) ?? { size: 1, steps: operands.map(() => 1) };
  const outer = loops.length === 2 ? loops[0]! : { size: 1, steps: operands.map(() => 0) };
  if (inner.steps.some((step) => step > 1)) return null;
  const each = operands.map((_, i): RowStrides => {
    return { row: outer.steps[i]!, column: inner.steps[i]! };
  });
  return { rows: outer.size, columns: inner.size, operands: each };
}
