// Runs a tape: one instruction after the other, until `stop`.
import { Instruction } from './codes';
import { conv2d, conv2dFilter, conv2dInput } from './convolution';
import { binary, unary } from './elementwise';
import { SIZE, count, place } from './instruction';
import { argMax, fill, gather, move, oneHot, scatterAdd } from './layout';
import { matrixTimesColumn, rowTimesMatrix } from './mat-vec';
import { matMul } from './mat-mul';
import { avgPool, avgPoolInput, maxPool, maxPoolInput } from './pooling';
import { reduceColumns, reduceRows } from './reduce';
import { logSoftmax, softmax } from './softmax';
import { cast, compare, logic, where } from './truth';
import { adam, sgd } from './update';

/** Words: 1 from, 2 to, 3 bytes. */
function copy(at: usize): void {
  memory.copy(place(at, 2), place(at, 1), place(at, 3));
}

/** Where the tables of the mathematical functions end, and a tape's memory may begin. */
export function firstFree(): usize {
  return __heap_base;
}

/** Runs the instructions that begin at this place. */
export function run(at: usize): void {
  for (;;) {
    switch (count(at, 0)) {
      case Instruction.stop: return;
      case Instruction.unary: unary(at); break;
      case Instruction.binary: binary(at); break;
      case Instruction.matMul: matMul(at); break;
      case Instruction.rowTimesMatrix: rowTimesMatrix(at); break;
      case Instruction.matrixTimesColumn: matrixTimesColumn(at); break;
      case Instruction.reduceRows: reduceRows(at); break;
      case Instruction.reduceColumns: reduceColumns(at); break;
      case Instruction.softmax: softmax(at); break;
      case Instruction.logSoftmax: logSoftmax(at); break;
      case Instruction.copy: copy(at); break;
      case Instruction.adam: adam(at); break;
      case Instruction.sgd: sgd(at); break;
      case Instruction.conv2d: conv2d(at); break;
      case Instruction.conv2dInput: conv2dInput(at); break;
      case Instruction.conv2dFilter: conv2dFilter(at); break;
      case Instruction.maxPool: maxPool(at); break;
      case Instruction.maxPoolInput: maxPoolInput(at); break;
      case Instruction.avgPool: avgPool(at); break;
      case Instruction.avgPoolInput: avgPoolInput(at); break;
      case Instruction.compare: compare(at); break;
      case Instruction.logic: logic(at); break;
      case Instruction.cast: cast(at); break;
      case Instruction.where: where(at); break;
      case Instruction.fill: fill(at); break;
      case Instruction.move: move(at); break;
      case Instruction.gather: gather(at); break;
      case Instruction.scatterAdd: scatterAdd(at); break;
      case Instruction.oneHot: oneHot(at); break;
      case Instruction.argMax: argMax(at); break;
      default: unreachable();
    }
    at += SIZE;
  }
}
