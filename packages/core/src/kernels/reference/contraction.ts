import { sizeOf } from '../../tensor/shape.js';
import type { OtherKernels } from '../contract.js';
import { broadcastStrides, walk } from './walk.js';

/** Kernels that multiply and sum. */
export const contractionKernels: Pick<OtherKernels, 'matMul'> = {
  matMul(a, b, out, transposeA, transposeB) {
    const [rows, columns] = out.shape.slice(-2) as [number, number];
    const inner = a.shape[a.shape.length - (transposeA ? 2 : 1)]!;
    const [aRow, aInner] = transposeA ? [1, rows] : [inner, 1];
    const [bInner, bColumn] = transposeB ? [1, inner] : [columns, 1];

    const batch = out.shape.slice(0, -2);
    const aStarts = matrixStarts(a.shape, batch);
    const bStarts = matrixStarts(b.shape, batch);
    const sums = new Float64Array(columns);
    for (let m = 0; m < sizeOf(batch); m++) {
      for (let i = 0; i < rows; i++) {
        sums.fill(0);
        for (let k = 0; k < inner; k++) {
          const x = a.values[aStarts[m]! + i * aRow + k * aInner]!;
          const bStart = bStarts[m]! + k * bInner;
          for (let j = 0; j < columns; j++) sums[j]! += x * b.values[bStart + j * bColumn]!;
        }
        out.values.set(sums, (m * rows + i) * columns);
      }
    }
  },
};

/** Where each matrix of a batch starts, with leading axes broadcast. */
function matrixStarts(shape: readonly number[], batch: readonly number[]): Int32Array {
  const size = sizeOf(shape.slice(-2));
  const strides = broadcastStrides(shape.slice(0, -2), batch).map((stride) => stride * size);
  return walk(batch, strides);
}
