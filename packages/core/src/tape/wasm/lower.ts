import { BYTES } from '../../tensor/dtype.js';
import { type Shape, sizeOf } from '../../tensor/shape.js';
import type { PlannedCall, PlannedCopy, PlannedStep, PlannedUpdate } from '../plan.js';
import type { TracedView } from '../trace.js';
import { broughtWindowWords } from './brought.js';
import { Binary, Instruction, Reduce, Unary } from './codes.js';
import { kernelCallOf } from './kernel-call.js';
import { layoutWords } from './lower-layout.js';
import { mixedWords } from './lower-mixed.js';
import { broadcastStrides, loopsOver, type RowStrides, rowsOver } from './strides.js';
import { needsPanel, PANEL_ROW, productBlock, WIDE_PANEL_ROW, type Words } from './words.js';

/** Where a number that is no whole number goes: its bits as a word. */
const bitsOf = (() => {
  const float = new Float32Array(1);
  const bits = new Int32Array(float.buffer);
  return (x: number): number => {
    float[0] = x;
    return bits[0]!;
  };
})();

/** Up to so many rows, a product without sums is faster as a multiplication row by row. */
const FEW_ROWS = 4;

/** Sizes of a product, and where its bias is (0 for none). */
interface ProductSize {
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  readonly bias: number;
}

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

  /** The instructions for a step, or null if it has to run in JavaScript. */
  lower(planned: PlannedStep): readonly Words[] | null {
    if (planned.kind === 'update') return [this.#update(planned)];
    if (planned.kind === 'copy') return this.#copy(planned);
    const { inputs, output } = planned.step;
    const views = [...inputs, output];
    if (views.some(({ shape, dtype }) => dtype === 'float64' || sizeOf(shape) === 0)) return null;
    const words = views.every(({ dtype }) => dtype === 'float32') ? this.#float32(planned) : null;
    if (words === null) return this.#kernel(planned);
    const inside = !planned.relu || words[0] === Instruction.matMul;
    return inside ? [words] : [words, this.#reluOf(planned)];
  }

  #copy({ from, to }: PlannedCopy): Words[] | null {
    if (from.dtype !== to.dtype) return null;
    return [[Instruction.copy, this.#at(from), this.#at(to), from.length * BYTES[from.dtype]]];
  }

  /** Relu in place, after an instruction that does not take it along. */
  #reluOf({ output }: PlannedCall): Words {
    const at = this.#at(output);
    return [Instruction.unary, Unary.relu, at, at, output.length];
  }

  #float32(planned: PlannedCall): Words | null {
    return (
      this.#unary(planned) ??
      this.#binary(planned) ??
      this.#reduce(planned) ??
      this.#softmax(planned) ??
      (planned.step.op.name === 'matMul' ? this.#matMul(planned) : null)
    );
  }

  #kernel({ step, inputs, output, form, relu }: PlannedCall): readonly Words[] | null {
    const operands = form === 'bias' ? inputs.slice(0, -1) : inputs;
    const at = [...operands, output].map((block) => this.#at(block));
    const after = { bias: form === 'bias' ? this.#at(inputs.at(-1)!) : 0, relu };
    const types = [...step.inputs, step.output].map(({ dtype }) => dtype);
    const call = kernelCallOf(step);
    if (call === null) return null;
    const bits = (x: number) => (step.output.dtype === 'float32' ? bitsOf(x) : x);
    const alike = types.every((type) => type === types[0]);
    if (alike && types[0] !== 'bool') {
      const words = layoutWords(call, at, bits);
      if (words !== null) return words;
    }
    const words =
      alike && types[0] === 'float32'
        ? broughtWindowWords()?.(call, at, after, (...bytes) => this.#scratch(bytes))
        : mixedWords(call, types, at, bits);
    return words ? [words] : null;
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
    if (kind === undefined) return null;
    const { alpha, min, max } = step.options as Record<string, number>;
    const numbers = kind === Unary.leakyRelu ? [alpha!, 0] : [min ?? 0, max ?? 0];
    return [Instruction.unary, kind, x, out, output.length, ...numbers.map(bitsOf)];
  }

  #binary({ step, inputs, output, form }: PlannedCall): Words | null {
    const kind = Binary[(form ?? step.op.name) as keyof typeof Binary];
    if (kind === undefined) return null;
    const shapes = step.inputs.map(({ shape }) => shape);
    const walk = rowsOver(step.output.shape, shapes);
    if (walk === null) return null;
    const { rows, columns } = walk;
    const [a, b] = walk.operands as [RowStrides, RowStrides];
    const operand = (index: number, { row, column }: RowStrides) => [
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
    if (axes.length === 0) {
      return [Instruction.copy, this.#at(inputs[0]!), this.#at(output), output.length * 4];
    }
    const first = axes[0]!;
    if (axes.some((axis, i) => axis !== first + i)) return null;
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

  #matMul(call: PlannedCall): Words | null {
    const { step, inputs, output, form, relu } = call;
    const [a, b] = step.inputs as [TracedView, TracedView];
    const { transposeA, transposeB } = step.options as Record<string, boolean>;
    const [rows, columns] = step.output.shape.slice(-2) as [number, number];
    const depth = a.shape.at(transposeA ? -2 : -1)!;
    const batch = batchOf(step.output.shape, [a.shape, b.shape]);
    if (batch === null) return null;
    const bias = form === 'bias' ? this.#at(inputs[2]!) : 0;
    const flat = batch.count === 1 && this.#flatProduct(call, { rows, columns, depth, bias });
    if (flat) return flat;
    const strideA = transposeA ? [4, rows * 4] : [depth * 4, 4];
    const rowB = (transposeB ? depth : columns) * 4;
    const block = productBlock(rows, columns, depth);
    const panelled = block !== null || transposeB || needsPanel(columns, depth);
    const [panel, blockOfA] = this.#scratch([
      block !== null ? block.depth * WIDE_PANEL_ROW : panelled ? depth * PANEL_ROW : 0,
      block === null ? 0 : block.rows * block.depth * 4,
    ]);
    const sizes = [rows, columns, depth, bias, panelled ? panel! : 0, batch.count, ...batch.steps];
    return [
      Instruction.matMul,
      this.#at(inputs[0]!),
      ...strideA,
      this.#at(inputs[1]!),
      rowB,
      transposeB ? 1 : 0,
      this.#at(output),
      ...sizes,
      relu ? 1 : 0,
      block === null ? 0 : blockOfA!,
      block?.rows ?? 0,
      block?.depth ?? 0,
    ];
  }

  /** The instruction for a product whose result is one column, one row, or sums nothing. */
  #flatProduct(call: PlannedCall, size: ProductSize): Words | null {
    const { step, inputs, output, relu } = call;
    const { transposeA, transposeB } = step.options as Record<string, boolean>;
    const { rows, columns, depth, bias } = size;
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
    if (depth === 1 && rows <= FEW_ROWS && bias === 0 && !relu) {
      // Each number of a column times each of a row: nothing is summed.
      return [Instruction.binary, Binary.mul, atA, 4, 0, atB, 0, 16, atC, rows, columns];
    }
    return null;
  }

  #update({ step, gradient, rate, changed, length }: PlannedUpdate): Words {
    const [parameter, ...slots] = changed.map((block) => this.#at(block));
    const places = [parameter!, this.#at(gradient), ...slots, this.#at(rate)];
    const numbers = step.constants.map(bitsOf);
    return [Instruction[step.rule], ...places, length, ...numbers];
  }
}

/** How many products there are over the leading axes, and bytes from each operand to its next. */
function batchOf(out: Shape, operands: readonly Shape[]) {
  const leading = out.slice(0, -2);
  const strides = operands.map((operand) => {
    // Strides of the leading axes count whole matrices.
    return broadcastStrides(operand.slice(0, -2), leading).map(
      (s) => s * sizeOf(operand.slice(-2)),
    );
  });
  const loops = loopsOver(leading, strides);
  if (loops.length > 1) return null;
  const { size: count, steps } = loops[0] ?? { size: 1, steps: [0, 0] };
  return { count, steps: steps.map((step) => step * 4) };
}

/** The axes of `shape` along which `target` was repeated. */
function broadcastAxes(shape: readonly number[], target: readonly number[]): number[] {
  const missing = shape.length - target.length;
  return shape.flatMap((size, axis) => {
    return axis < missing || (target[axis - missing] === 1 && size !== 1) ? [axis] : [];
  });
}
