import { sizeOf } from '../../tensor/shape.js';
import type { OtherKernels } from '../contract.js';
import { product } from './product.js';
import { broadcastStrides, walk } from './walk.js';

/** From so many multiplications on, tiles pay for lining up their numbers. */
const MANY = 500;

/** Kernels that multiply and sum. */
export const contractionKernels: Pick<OtherKernels, 'matMul'> = {
  matMul(a, b, out, transposeA, transposeB) {
    const rank = out.shape.length;
    const rows = out.shape[rank - 2]!;
    const columns = out.shape[rank - 1]!;
    const inner = a.shape[a.shape.length - (transposeA ? 2 : 1)]!;
    const [aRow, aInner] = transposeA ? [1, rows] : [inner, 1];
    const [bInner, bColumn] = transposeB ? [1, inner] : [columns, 1];
    const tiled = rows > 3 && columns > 2 && rows * columns * inner > MANY;

    const batch = out.shape.slice(0, -2);
    const aStarts = matrixStarts(a.shape, batch);
    const bStarts = matrixStarts(b.shape, batch);
    const [left, right, to] = [a.values, b.values, out.values];
    const sums = new Float64Array(tiled ? 0 : columns);
    for (let m = 0; m < aStarts.length; m++) {
      const [aStart, bStart] = [aStarts[m]!, bStarts[m]!];
      if (tiled) {
        const lines = (count: number, step: number, start = 0) => walk([count], [step], start);
        product(
          { values: left, lines: lines(rows, aRow, aStart), terms: lines(inner, aInner) },
          { values: right, lines: lines(columns, bColumn, bStart), terms: lines(inner, bInner) },
          to,
          m * rows * columns,
        );
        continue;
      }
      for (let i = 0; i < rows; i++) {
        sums.fill(0);
        for (let k = 0; k < inner; k++) {
          const x = left[aStart + i * aRow + k * aInner]!;
          const row = bStart + k * bInner;
          for (let j = 0; j < columns; j++) sums[j]! += x * right[row + j * bColumn]!;
        }
        const start = (m * rows + i) * columns;
        for (let j = 0; j < columns; j++) to[start + j] = sums[j]!;
      }
    }
  },
};

const FIRST = new Int32Array(1);

/** Where each matrix of a batch starts, with leading axes broadcast. */
function matrixStarts(shape: readonly number[], batch: readonly number[]): Int32Array {
  if (batch.length === 0) return FIRST;
  const size = sizeOf(shape.slice(-2));
  const strides = broadcastStrides(shape.slice(0, -2), batch).map((stride) => stride * size);
  return walk(batch, strides);
}
