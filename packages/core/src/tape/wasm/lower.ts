import { sizeOf, stridesOf } from '../../tensor/shape.js';
import type { PlannedCall, PlannedStep, PlannedUpdate } from '../plan.js';
import type { TracedView } from '../trace.js';
import { Binary, Instruction, Reduce, Unary } from './codes.js';
import { kernelCallOf } from './kernel-call.js';
import { windowWords } from './lower-windows.js';
import { needsPanel, PANEL_ROW, type Words } from './words.js';

/** Where a number that is no whole number goes: its bits as a word. */
const bitsOf = (() => {
  const float = new Float32Array(1);
  const bits = new Int32Array(float.buffer);
  return (x: number): number => {
    float[0] = x;
    return bits[0]!;
  };
})();

/** Turns planned steps into instructions for a tape whose blocks begin at `base`. */
export class Lowering {
  /** Bytes that instructions need while they run, such as the products' panel. */
  scratchBytes = 0;
  readonly #base: number;
  readonly #scratchOffset: number;

  /**
   * @param base bytes before the first block
   * @param scratch offset of the memory that instructions use while they run, from the first block
   */
  constructor(base: number, scratch: number) {
    this.#base = base;
    this.#scratchOffset = scratch;
  }

  /** The instruction for a step, or null if it has to run in JavaScript. */
  lower(planned: PlannedStep): Words | null {
    if (planned.kind === 'update') return this.#update(planned);
    if (planned.kind === 'copy') {
      const { from, to } = planned;
      if (from.dtype !== to.dtype) return null;
      const bytes = from.length * (from.dtype === 'float64' ? 8 : from.dtype === 'bool' ? 1 : 4);
      return [Instruction.copy, this.#at(from), this.#at(to), bytes];
    }
    const { inputs, output, op } = planned.step;
    if (![...inputs, output].every(isUsable)) return null;
    return (
      this.#unary(planned) ??
      this.#binary(planned) ??
      this.#reduce(planned) ??
      this.#softmax(planned) ??
      (op.name === 'matMul' ? this.#matMul(planned) : null) ??
      this.#kernel(planned)
    );
  }

  #kernel({ step, inputs, output }: PlannedCall): Words | null {
    const at = [...inputs, output].map((block) => this.#at(block));
    return windowWords(kernelCallOf(step), at, (...bytes) => this.#scratch(bytes));
  }

  /** Addresses of stretches that are free while one instruction runs. */
  #scratch(bytes: readonly number[]): number[] {
    let end = 0;
    const addresses = bytes.map((size) => {
      const address = this.#base + this.#scratchOffset + end;
      // Vector loads and stores may run past the end by less than 64 bytes.
      end += Math.ceil(size / 64) * 64 + 64;
      return address;
    });
    this.scratchBytes = Math.max(this.scratchBytes, end);
    return addresses;
  }

  #at({ offset }: { readonly offset: number }): number {
    return this.#base + offset;
  }

  #unary({ step, inputs, output }: PlannedCall): Words | null {
    const { op } = step;
    const [x, out] = [this.#at(inputs[0]!), this.#at(output)];
    if (op.sharesMemory === true) return [Instruction.copy, x, out, output.length * 4];
    const kind = Unary[op.name as keyof typeof Unary];
    return kind === undefined ? null : [Instruction.unary, kind, x, out, output.length];
  }

  #binary({ step, inputs, output, form }: PlannedCall): Words | null {
    const kind = Binary[(form ?? step.op.name) as keyof typeof Binary];
    if (kind === undefined) return null;
    const walk = twoLoops(step.output.shape, step.inputs as [TracedView, TracedView]);
    if (walk === null) return null;
    const { rows, columns, a, b } = walk;
    const operand = (index: number, { row, column }: Strides) => [
      this.#at(inputs[index]!),
      row * 4,
      column * 16,
    ];
    const out = this.#at(output);
    return [Instruction.binary, kind, ...operand(0, a), ...operand(1, b), out, rows, columns];
  }

  #reduce({ step, inputs, output }: PlannedCall): Words | null {
    const { op, options } = step;
    const [x] = step.inputs as [TracedView];
    const sumTo = op.name === 'sumTo';
    const kind = sumTo ? Reduce.sum : Reduce[op.name as keyof typeof Reduce];
    if (kind === undefined) return null;
    const axes = sumTo
      ? broadcastAxes(x.shape, step.output.shape)
      : (options['axis'] as readonly number[]);
    const first = axes[0] ?? 0;
    if (axes.length === 0 || axes.some((axis, i) => axis !== first + i)) return null;
    const outer = sizeOf(x.shape.slice(0, first));
    const middle = sizeOf(x.shape.slice(first, first + axes.length));
    const inner = sizeOf(x.shape.slice(first + axes.length));
    const places = [this.#at(inputs[0]!), this.#at(output)];
    if (inner === 1) return [Instruction.reduceRows, kind, ...places, outer, middle];
    return [Instruction.reduceColumns, kind, ...places, outer, middle, inner];
  }

  #softmax({ step, inputs, output }: PlannedCall): Words | null {
    const { op, options } = step;
    if (op.name !== 'softmax' && op.name !== 'logSoftmax') return null;
    const [{ shape }] = step.inputs as [TracedView];
    if (options['axis'] !== shape.length - 1) return null;
    const columns = shape.at(-1)!;
    const rows = sizeOf(shape) / columns;
    return [Instruction[op.name], this.#at(inputs[0]!), this.#at(output), rows, columns];
  }

  #matMul({ step, inputs, output, form }: PlannedCall): Words | null {
    const [a, b] = step.inputs as [TracedView, TracedView];
    if (a.shape.length !== 2 || b.shape.length !== 2) return null;
    const { transposeA, transposeB } = step.options as Record<string, boolean>;
    const [rows, columns] = step.output.shape as [number, number];
    const depth = a.shape[transposeA ? 0 : 1]!;
    const strideA = transposeA ? [4, rows * 4] : [depth * 4, 4];
    const rowB = (transposeB ? depth : columns) * 4;
    const bias = form === 'bias' ? this.#at(inputs[2]!) : 0;
    const [atA, atB, atC] = [this.#at(inputs[0]!), this.#at(inputs[1]!), this.#at(output)];
    if (columns === 1) {
      // All numbers of the column have the same bias.
      const sizes = [atC, rows, depth, bias, 0];
      if (transposeA) return [Instruction.rowTimesMatrix, atB, atA, rows * 4, ...sizes];
      return [Instruction.matrixTimesColumn, atA, depth * 4, atB, ...sizes];
    }
    if (rows === 1) {
      const sizes = [atC, columns, depth, bias, 1];
      if (!transposeB) return [Instruction.rowTimesMatrix, atA, atB, columns * 4, ...sizes];
      return [Instruction.matrixTimesColumn, atB, depth * 4, atA, ...sizes];
    }
    const panelled = transposeB || needsPanel(columns, depth);
    return [
      Instruction.matMul,
      atA,
      ...strideA,
      atB,
      rowB,
      transposeB ? 1 : 0,
      atC,
      rows,
      columns,
      depth,
      bias,
      panelled ? this.#scratch([depth * PANEL_ROW])[0]! : 0,
    ];
  }

  #update({ step, gradient, rate, changed }: PlannedUpdate): Words {
    const [parameter, ...slots] = changed.map((block) => this.#at(block));
    const places = [parameter!, this.#at(gradient), ...slots, this.#at(rate)];
    const numbers = step.constants.map(bitsOf);
    return [Instruction[step.rule], ...places, changed[0]!.length, ...numbers];
  }
}

/** Whether WebAssembly can take it: float32, and something in it. */
const isUsable = ({ dtype, shape }: TracedView) => dtype === 'float32' && sizeOf(shape) > 0;

/** How far apart an operand's numbers lie, row by row and column by column. */
interface Strides {
  readonly row: number;
  readonly column: number;
}

/**
 * Two nested loops that visit the whole result and, with fixed strides, both operands; null if that
 * takes more loops.
 */
function twoLoops(shape: readonly number[], [a, b]: readonly [TracedView, TracedView]) {
  const strides = [a, b].map((operand) => broadcastStrides(operand.shape, shape));
  const axes: { size: number; steps: number[] }[] = [];
  shape.forEach((size, axis) => {
    if (size === 1) return;
    const steps = strides.map((stride) => stride[axis]!);
    const outer = axes.at(-1);
    // Two axes are one if, for both operands, the outer one goes on where the inner one ends.
    if (outer?.steps.every((step, i) => step === steps[i]! * size)) {
      axes[axes.length - 1] = { size: outer.size * size, steps };
    } else {
      axes.push({ size, steps });
    }
  });
  if (axes.length > 2) return null;
  const inner = axes.at(-1) ?? { size: 1, steps: [1, 1] };
  const outer = axes.length === 2 ? axes[0]! : { size: 1, steps: [0, 0] };
  if (inner.steps.some((step) => step > 1)) return null;
  const of = (i: number): Strides => ({ row: outer.steps[i]!, column: inner.steps[i]! });
  return { rows: outer.size, columns: inner.size, a: of(0), b: of(1) };
}

/** Strides of a tensor that broadcasts to a shape: 0 along the axes where it repeats. */
function broadcastStrides(own: readonly number[], shape: readonly number[]): number[] {
  const strides = stridesOf(own);
  const missing = shape.length - own.length;
  return shape.map((_, axis) => {
    const at = axis - missing;
    return at < 0 || own[at] === 1 ? 0 : strides[at]!;
  });
}

/** The axes of `shape` along which `target` was repeated. */
function broadcastAxes(shape: readonly number[], target: readonly number[]): number[] {
  const missing = shape.length - target.length;
  return shape.flatMap((size, axis) => {
    return axis < missing || (target[axis - missing] === 1 && size !== 1) ? [axis] : [];
  });
}
