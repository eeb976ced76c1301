import { describe, describeShape } from '../errors/describe.js';
import { ArgumentError, ResourceError, ShapeError } from '../errors/errors.js';
import type { GraphNode } from '../ops/define.js';
import { currentTrace } from '../tape/trace.js';
import { changes } from './changes.js';
import { type DType, newValues, type Values } from './dtype.js';
import { track, untrack } from './memory.js';
import { MAX_SIZE, type Shape, sizeOf } from './shape.js';

/** Numbers in nested arrays, as `arraySync` returns them. */
export type NestedArray = number | NestedArray[];

/** Browsers, workers and Node all have it; nothing else of theirs is needed here. */
declare const console: { log(text: string): void };

let created = 0;

/** The id that the next tensor will have. */
export function nextId(): number {
  return created;
}

/**
 * An array of numbers with a shape, whose values never change, and which remembers how it was
 * computed if gradients are wanted.
 *
 * Elements lie row by row (the last axis runs fastest). Make one with `tensor`, `zeros` and the
 * like, never with `new`. Every operation is also a method: `a.matMul(b)` is `matMul(a, b)`.
 *
 * @example
 * const x = tensor([[1, 2], [3, 4]], { requiresGrad: true });
 * x.square().sum().backward();
 * x.grad.arraySync() //=> [[2, 4], [6, 8]]
 */
export class Tensor {
  readonly shape: Shape;
  readonly dtype: DType;
  /** Number of elements. */
  readonly size: number;
  /** Grows with each tensor made, so sorting by it puts every tensor after what it came from. */
  readonly id: number = created++;
  /** How this tensor was computed; null for data and when nothing is recorded. */
  node: GraphNode | null = null;
  /** Whether `tidy` must leave it alone. */
  kept = false;
  /** Whether a tape relies on this tensor and must hear of its changes. */
  private watched = false;
  private store: Values | null;
  private wantsGradient: boolean;
  private gradient: Tensor | null = null;

  constructor(values: Values, shape: Shape, dtype: DType, requiresGrad = false) {
    this.store = values;
    this.shape = shape;
    this.dtype = dtype;
    this.size = values.length;
    this.wantsGradient = requiresGrad;
    track(this);
  }

  /** Whether `backward` should reach this tensor. */
  get requiresGrad(): boolean {
    return this.wantsGradient;
  }

  set requiresGrad(requiresGrad: boolean) {
    this.wantsGradient = requiresGrad;
    this.noteChange();
  }

  /** The id that was next when the values last changed; only a variable's do. */
  get changedAt(): number {
    return 0;
  }

  /** From now on, `changes` counts what happens to this tensor. */
  watch(): void {
    this.watched = true;
  }

  /** What `backward` calls so far have added up here, or null before the first. */
  get grad(): Tensor | null {
    currentTrace()?.readGradient(this);
    return this.gradient;
  }

  set grad(gradient: Tensor | null) {
    currentTrace()?.touch(this, this.gradient);
    this.gradient = gradient;
    this.noteChange();
  }

  /** Number of axes; 0 for a scalar. */
  get rank(): number {
    return this.shape.length;
  }

  /** Whether this is a `Variable`, whose values can be replaced. */
  get isVariable(): boolean {
    return false;
  }

  /** Whether `dispose` was called. */
  get isDisposed(): boolean {
    return this.store === null;
  }

  /**
   * The memory itself, for kernels. Do not write into it: graphs rely on values that stay.
   *
   * @throws ResourceError if the tensor was disposed
   */
  get values(): Values {
    if (this.store === null) throw disposed(this.shape);
    return this.store;
  }

  /** Replaces the memory. Only variables change. */
  protected replaceValues(values: Values): void {
    this.store = values;
    this.noteChange();
  }

  private noteChange(): void {
    if (this.watched) changes.count++;
  }

  /** The elements in row-major order, as a copy. */
  dataSync(): Values {
    currentTrace()?.read(this);
    return this.values.slice();
  }

  /** A promise of what `dataSync` returns. */
  async data(): Promise<Values> {
    return this.dataSync();
  }

  /** A promise of the elements' memory, byte by byte, as a copy. */
  async bytes(): Promise<Uint8Array> {
    return new Uint8Array(this.dataSync().buffer);
  }

  /** The elements in nested arrays; a number for a scalar. */
  arraySync(): NestedArray {
    currentTrace()?.read(this);
    return nest(this.values, this.shape, 0, 0);
  }

  /** A promise of what `arraySync` returns. */
  async array(): Promise<NestedArray> {
    return this.arraySync();
  }

  /**
   * The only element, as a number.
   *
   * @throws ShapeError if there is not exactly one
   * @example
   * tensor([[7]]).item() //=> 7
   */
  item(): number {
    if (this.size !== 1) {
      throw new ShapeError({
        operation: 'item',
        expected: 'a tensor of one element',
        received: `shape ${describeShape(this.shape)}`,
        hint: 'reduce it first, for example with mean(), or use arraySync()',
      });
    }
    currentTrace()?.read(this);
    return this.values[0]!;
  }

  /** Forgets the accumulated gradient. */
  zeroGrad(): void {
    this.grad = null;
  }

  /** Gives up the memory; any later use throws a ResourceError. Twice does no harm. */
  dispose(): void {
    if (this.store === null) return;
    this.store = null;
    this.node = null;
    this.noteChange();
    untrack(this);
  }

  /** Values and shape in words, for logs. */
  toString(): string {
    const grad = this.requiresGrad ? ', requiresGrad' : '';
    const values = this.isDisposed ? 'disposed' : describe(this.arraySync());
    return `Tensor(${values}, shape ${describeShape(this.shape)}, ${this.dtype}${grad})`;
  }

  /** Texts may hold a tensor; JavaScript's arithmetic and comparisons would only give NaN or false. */
  [Symbol.toPrimitive](hint: string): string {
    if (hint !== 'number') return this.toString();
    throw new ArgumentError({
      operation: 'tensor',
      expected: 'methods such as x.mul(2) or x.greater(1)',
      received: 'arithmetic such as x * 2 or x > 1',
      hint: 'or take the number out with item()',
    });
  }

  /**
   * Writes `toString()` to the console.
   *
   * @param _verbose there for TensorFlow.js: shape and type are always written
   */
  print(_verbose?: boolean): void {
    console.log(this.toString());
  }
}

function nest(values: Values, shape: Shape, axis: number, offset: number): NestedArray {
  if (axis === shape.length) return values[offset]!;
  const step = sizeOf(shape.slice(axis + 1));
  return Array.from({ length: shape[axis]! }, (_, i) =>
    nest(values, shape, axis + 1, offset + i * step),
  );
}

function disposed(shape: Shape): ResourceError {
  return new ResourceError({
    operation: 'tensor',
    expected: 'a tensor that still has its values',
    received: `one of shape ${describeShape(shape)} that was disposed`,
    hint: 'return it from tidy, wrap it in keep, or dispose it later',
  });
}

/**
 * A new tensor of zeros, to be written by whoever made it before anybody else sees it.
 *
 * @throws ResourceError if the memory is not there
 */
export function allocate(operation: string, shape: Shape, dtype: DType): Tensor {
  const size = sizeOf(shape);
  try {
    if (size <= MAX_SIZE) return new Tensor(newValues(dtype, size), shape, dtype);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new ResourceError({
    operation,
    expected: 'memory for the result',
    received: `shape ${describeShape(shape)} of ${dtype}`,
    hint: 'use smaller batches, or dispose what is no longer needed',
  });
}

/** A tensor whose elements are all the same, for rules and internal use. */
export function filled(shape: Shape, value: number, dtype: DType): Tensor {
  const tensor = allocate('fill', shape, dtype);
  // New memory is full of 0, which differs from -0: 1 / -0 is -∞.
  if (!Object.is(value, 0)) tensor.values.fill(value);
  return tensor;
}
