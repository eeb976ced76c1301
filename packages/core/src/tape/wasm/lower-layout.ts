import type { View } from '../../kernels/contract.js';
import { type Shape, sizeOf, stridesOf } from '../../tensor/shape.js';
import { Instruction } from './codes.js';
import type { KernelCall } from './kernel-call.js';
import { broadcastStrides, loopsOver } from './strides.js';
import type { Words } from './words.js';

const LOOPS = 5;

/**
 * Instructions that only move numbers of four bytes, or null for another kernel.
 *
 * @param at addresses of the call's inputs and its output, in order
 * @param bitsOf the bits of a number of the output's type
 */
export function layoutWords(
  call: KernelCall,
  at: readonly number[],
  bitsOf: (x: number) => number,
): Words[] | null {
  const from = at[0]!;
  const to = at.at(-1)!;
  switch (call.kernel) {
    case 'transpose': {
      const [x, out, perm] = call.args;
      const strides = stridesOf(x.shape);
      return moved(
        from,
        to,
        out.shape,
        perm.map((axis) => strides[axis]!),
      );
    }
    case 'broadcastTo': {
      const [x, out] = call.args;
      return moved(from, to, out.shape, broadcastStrides(x.shape, out.shape));
    }
    case 'slice': {
      const [x, out, begin] = call.args;
      const strides = stridesOf(x.shape);
      return moved(from + 4 * offsetOf(begin, strides), to, out.shape, strides);
    }
    case 'pad': {
      const [x, out, begin, value] = call.args;
      const strides = stridesOf(out.shape);
      const copy = moved(from, to + 4 * offsetOf(begin, strides), x.shape, undefined, strides);
      return copy && [[Instruction.fill, to, bitsOf(value), sizeOf(out.shape)], ...copy];
    }
    case 'concat': {
      const [inputs, out, axis] = call.args;
      return joined(inputs, out, axis, at);
    }
    default:
      return null;
  }
}

const offsetOf = (begin: readonly number[], strides: readonly number[]) =>
  begin.reduce((sum, start, axis) => sum + start * strides[axis]!, 0);

function joined(inputs: readonly View[], out: View, axis: number, at: readonly number[]) {
  const strides = stridesOf(out.shape);
  const words: Words[] = [];
  let start = 0;
  for (const [i, { shape }] of inputs.entries()) {
    const to = at.at(-1)! + 4 * start * strides[axis]!;
    start += shape[axis]!;
    if (sizeOf(shape) === 0) continue;
    const copy = moved(at[i]!, to, shape, undefined, strides);
    if (copy === null) return null;
    words.push(...copy);
  }
  return words;
}

/** Copies a shape from one place to another, each with its strides (those of the shape if left out). */
function moved(
  from: number,
  to: number,
  shape: Shape,
  fromStrides: readonly number[] = stridesOf(shape),
  toStrides: readonly number[] = stridesOf(shape),
): Words[] | null {
  const loops = loopsOver(shape, [fromStrides, toStrides]);
  if (loops.length > LOOPS) return null;
  while (loops.length < LOOPS) loops.unshift({ size: 1, steps: [0, 0] });
  const sizes = loops.map(({ size }) => size);
  const steps = [0, 1].flatMap((side) => loops.map((loop) => loop.steps[side]! * 4));
  return [[Instruction.move, from, to, ...sizes, ...steps]];
}
