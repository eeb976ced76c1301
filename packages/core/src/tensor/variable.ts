import { describe, describeShape } from '../errors/describe.js';
import { ArgumentError, ShapeError } from '../errors/errors.js';
import { currentTrace } from '../tape/trace.js';
import type { Home } from './changes.js';
import { type TensorLike, toTensor } from './convert.js';
import { checkDtype, type DType, isFloat, type Values } from './dtype.js';
import { sameShape } from './shape.js';
import { nextId, Tensor } from './tensor.js';

let named = 0;

/**
 * A tensor whose values can be replaced: the weights of a model.
 *
 * `tidy` never disposes it, and optimizers and `variableGrads` find it by itself.
 *
 * @example
 * const w = variable(tensor([1, 2]));
 * w.assign(w.mul(10));
 * w.arraySync() //=> [10, 20]
 */
export class Variable extends Tensor {
  /** A name of its own, by which `variableGrads` lists its gradient. */
  readonly name: string;
  /** Changes other than by the tape in whose memory the values are, and when the last was. */
  private ownVersion = 0;
  private ownChangedAt = 0;
  /** That tape, if there is one, and how often it had run when the values moved there. */
  private home: Home | null = null;
  private runsBefore = 0;

  constructor(initial: Tensor, trainable = true, name = `${named++}`) {
    super(
      initial.values.slice(),
      initial.shape,
      initial.dtype,
      trainable && isFloat(initial.dtype),
    );
    this.name = name;
    this.kept = true;
  }

  override get isVariable(): boolean {
    return true;
  }

  /** How often the values changed. */
  get version(): number {
    return this.ownVersion + this.runsAtHome;
  }

  override get changedAt(): number {
    return this.home !== null && this.runsAtHome > 0 ? this.home.changedAt : this.ownChangedAt;
  }

  private get runsAtHome(): number {
    return this.home === null ? 0 : this.home.runs - this.runsBefore;
  }

  /** Whether gradients are wanted. */
  get trainable(): boolean {
    return this.requiresGrad;
  }

  set trainable(trainable: boolean) {
    this.requiresGrad = trainable && isFloat(this.dtype);
  }

  /**
   * Replaces the values. Graphs recorded before can no longer be differentiated through it.
   *
   * @param value new values of the same shape
   * @throws ShapeError if the shape differs
   * @throws ArgumentError if the type differs
   */
  assign(value: TensorLike): void {
    const next = toTensor('assign', 'value', value, this.dtype);
    if (!sameShape(next.shape, this.shape)) {
      throw new ShapeError({
        operation: 'assign',
        expected: `shape ${describeShape(this.shape)}`,
        received: describeShape(next.shape),
        hint: 'a variable keeps its shape; make a new one',
      });
    }
    if (next.dtype !== this.dtype) {
      throw new ArgumentError({
        operation: 'assign',
        expected: `dtype ${this.dtype}`,
        received: describe(next),
        hint: 'convert the value with cast first',
      });
    }
    const values = next.values.slice();
    this.leaveHome();
    this.ownVersion++;
    this.ownChangedAt = nextId();
    this.replaceValues(values);
    currentTrace()?.assign(this, next);
  }

  /**
   * Moves the same values into a tape's memory, where each of its runs changes them in place. No
   * other tensor shares a variable's memory, so nobody notices.
   */
  moveTo(memory: Values, home: Home): void {
    this.leaveHome();
    this.home = home;
    this.runsBefore = home.runs;
    this.replaceValues(memory);
  }

  /** Keeps what the tape noted up to now. */
  private leaveHome(): void {
    [this.ownVersion, this.ownChangedAt] = [this.version, this.changedAt];
    this.home = null;
  }
}

/**
 * Makes a variable.
 *
 * @param initialValue its first values, which are copied
 * @param trainable whether gradients are wanted; true by default
 * @param name a name of its own; a number by default
 * @param dtype element type; that of the value by default
 * @returns the variable
 * @throws ArgumentError for an argument of another kind, or a value of another type
 * @throws DtypeError for an unknown dtype
 * @example
 * variable(tensor([1, 2])).trainable //=> true
 * @see https://js.tensorflow.org/api/latest/#variable
 */
export function variable(
  initialValue: TensorLike,
  trainable = true,
  name?: string,
  dtype?: DType,
): Variable {
  const wrong = typeof trainable !== 'boolean' ? { trainable } : { name };
  if (typeof trainable !== 'boolean' || (name !== undefined && typeof name !== 'string')) {
    throw new ArgumentError({
      operation: 'variable',
      expected: 'trainable to be true or false, and name to be a text',
      received: describe(Object.values(wrong)[0]),
      hint: 'the order is initialValue, trainable, name, dtype',
    });
  }
  if (dtype !== undefined) checkDtype('variable', dtype);
  const value = toTensor('variable', 'initialValue', initialValue, dtype);
  if (dtype === undefined || dtype === value.dtype) return new Variable(value, trainable, name);
  throw new ArgumentError({
    operation: 'variable',
    expected: `a value of dtype ${dtype}`,
    received: describe(value),
    hint: 'convert it with cast first',
  });
}
