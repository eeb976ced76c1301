import type { View } from '../../kernels/contract.js';
import type { DType } from '../../tensor/dtype.js';
import { sameShape, sizeOf } from '../../tensor/shape.js';
import { Cast, Compare, Instruction, Logic } from './codes.js';
import type { KernelCall } from './kernel-call.js';
import { rowsOver } from './strides.js';
import type { Words } from './words.js';

/** Types of a call's inputs and its output, in order. */
type Types = readonly DType[];

/**
 * The instruction for a call between different types, such as a comparison; null for another.
 *
 * @param at addresses of the call's inputs and its output, in order
 * @param bitsOf the bits of a number of the output's type
 */
export function mixedWords(
  call: KernelCall,
  types: Types,
  at: readonly number[],
  bitsOf: (x: number) => number,
): Words | null {
  const [first, second, third, fourth] = at as [number, number, number, number];
  const one = types.join();
  switch (call.kernel) {
    case 'copy':
      return casting(one, first, second, call.args[0].values.length);
    case 'where': {
      const [condition, a, b, out] = call.args;
      if (types[0] !== 'bool' || types[1] === 'bool' || types[1] !== types[2]) return null;
      const walk = rowsOver(out.shape, [condition.shape, a.shape, b.shape]);
      if (walk === null) return null;
      const [c, x, y] = walk.operands as [Step, Step, Step];
      const operands = [first, c.row, c.column * 4, ...numbers(second, x), ...numbers(third, y)];
      return [Instruction.where, ...operands, fourth, walk.rows, walk.columns];
    }
    case 'logicalAnd':
    case 'logicalOr': {
      const [a, b, out] = call.args;
      if (one !== 'bool,bool,bool' || !sameShape(a.shape, b.shape)) return null;
      return [Instruction.logic, Logic[call.kernel], first, second, third, sizeOf(out.shape)];
    }
    case 'logicalNot':
      if (one !== 'bool,bool') return null;
      return [
        Instruction.logic,
        Logic.logicalNot,
        first,
        first,
        second,
        call.args[0].values.length,
      ];
    case 'argMax': {
      const [x, , axis] = call.args;
      if (types[0] !== 'float32' || axis !== x.shape.length - 1) return null;
      const columns = x.shape.at(-1)!;
      return [Instruction.argMax, first, second, sizeOf(x.shape) / columns, columns];
    }
    default:
      return comparing(call, one, at) ?? byIndex(call, types, at, bitsOf);
  }
}

type Step = { readonly row: number; readonly column: number };

const numbers = (at: number, { row, column }: Step) => [at, row * 4, column * 16];

const CASTS: Record<string, number> = {
  'bool,float32': Cast.boolToFloat,
  'int32,float32': Cast.intToFloat,
  'bool,int32': Cast.boolToInt,
};

function casting(types: string, from: number, to: number, length: number): Words | null {
  const kind = CASTS[types];
  return kind === undefined ? null : [Instruction.cast, kind, from, to, length];
}

function comparing(call: KernelCall, types: string, at: readonly number[]): Words | null {
  const kind = Compare[call.kernel as keyof typeof Compare];
  const whole = types === 'int32,int32,bool';
  if (kind === undefined || !(whole || types === 'float32,float32,bool')) return null;
  const [a, b, out] = call.args as readonly View[] as [View, View, View];
  const walk = rowsOver(out.shape, [a.shape, b.shape]);
  if (walk === null) return null;
  const [x, y] = walk.operands as [Step, Step];
  const operands = [...numbers(at[0]!, x), ...numbers(at[1]!, y)];
  const sizes = [at[2]!, walk.rows, walk.columns];
  return [Instruction.compare, kind, ...operands, ...sizes, whole ? 1 : 0];
}

function byIndex(
  call: KernelCall,
  types: Types,
  at: readonly number[],
  bitsOf: (x: number) => number,
): Words | null {
  if (call.kernel === 'oneHot') {
    const [indices, out, on, off] = call.args;
    if (types[0] !== 'int32' || types[1] === 'bool') return null;
    const sizes = [indices.values.length, out.shape.at(-1)!];
    return [Instruction.oneHot, ...at, ...sizes, bitsOf(on), bitsOf(off)];
  }
  if (call.kernel !== 'gather' && call.kernel !== 'scatterAdd') return null;
  if (types.join() !== 'float32,int32,float32') return null;
  const [x, indices, out, axis] = call.args;
  const whole = (call.kernel === 'gather' ? x : out).shape;
  const runs = sizeOf(whole.slice(0, axis));
  const block = sizeOf(whole.slice(axis + 1)) * 4;
  const sizes = [runs, whole[axis]!, indices.values.length, block];
  return [Instruction[call.kernel], ...at, ...sizes];
}
