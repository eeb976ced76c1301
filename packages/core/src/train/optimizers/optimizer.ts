import { noGrad } from '../../autodiff/recording.js';
import { describeShape } from '../../errors/describe.js';
import { ShapeError } from '../../errors/errors.js';
import { assignAll } from '../../nn/assign-all.js';
import { checkNotNegative, checkOptions, refuse } from '../../nn/checks.js';
import { currentTrace, doEachTime, type FusedUpdate, fillEachTime } from '../../tape/trace.js';
import type { DType } from '../../tensor/dtype.js';
import { sameShape } from '../../tensor/shape.js';
import { filled, type Tensor } from '../../tensor/tensor.js';
import { tidy } from '../../tensor/tidy.js';
import type { Variable } from '../../tensor/variable.js';
import type { LearningRateSchedule } from '../schedules.js';
import { checkRate, rateConfig } from './arguments.js';
import { type Clipping, checkClipping, clipGradients } from './clipping.js';
import { lossGradients, type VariableGradient } from './loss-gradients.js';
import { Slots } from './slots.js';

/** Options that every optimizer has. */
export interface OptimizerOptions extends Clipping {
  /** Step size, or a schedule of it. */
  learningRate?: number | LearningRateSchedule;
  /** Before each step, take this share of each weight away, times the rate (default none). */
  weightDecay?: number | null;
  /** What a file calls this optimizer. */
  name?: string;
}

/** What a rule makes of one parameter: its next value and the next value of each of its slots. */
export interface Update {
  parameter: Tensor;
  slots: Tensor[];
}

/** The state that a file keeps: where training stands, apart from the weights. */
export interface OptimizerState {
  /** Updates made so far. */
  iterations: number;
  /** The rate of the next update. */
  learningRate: number;
  /** Slots in the order of a Keras file, for example momentum and velocity of each weight. */
  slots: { name: string; value: Tensor }[];
}

/** Numbers of one update: the rule's own, and the share that weights decay by. */
type UpdateNumbers = { readonly scalars: Tensor[]; readonly decay: Tensor | null };

const BASE_OPTIONS = ['learningRate', 'weightDecay', 'clipnorm', 'clipvalue', 'globalClipnorm'];

/**
 * What all optimizers share: the rate, clipping, weight decay, slots and the count of updates.
 *
 * One update goes in Keras's order: clip the gradients, decay the weights, apply the rule. A subclass
 * says what the rule keeps for each weight (`slotNames`) and what it makes of weight and gradient
 * (`update`).
 *
 * @example
 * // Only the sign of the gradient counts.
 * class SignDescent extends Optimizer {
 *   className = 'SignDescent';
 *   slotNames = [];
 *   constructor(learningRate) {
 *     super('signDescent', { learningRate }, 0.1, []);
 *   }
 *   update(parameter, gradient, slots, [rate]) {
 *     return { parameter: parameter.sub(gradient.sign().mul(rate)), slots };
 *   }
 * }
 * const w = variable(tensor([3, -1]));
 * new SignDescent(0.5).minimize(() => w.square().sum());
 * w.arraySync() //=> [2.5, -0.5]
 * @see https://keras.io/api/optimizers/
 */
export abstract class Optimizer {
  /** Keras's class name. */
  abstract readonly className: string;
  /** What the rule keeps per parameter, in Keras's order. */
  abstract readonly slotNames: readonly string[];
  readonly name: string;
  readonly weightDecay: number | null;
  readonly clipping: Clipping;
  #iterations = 0;
  readonly #operation: string;
  readonly #slots = new Slots();
  #rate: number | LearningRateSchedule;

  constructor(
    operation: string,
    options: OptimizerOptions,
    defaultRate: number,
    own: readonly string[],
  ) {
    checkOptions(operation, options, [...BASE_OPTIONS, ...own, 'name']);
    this.#operation = operation;
    this.name = options.name ?? operation;
    this.#rate = checkRate(operation, options.learningRate ?? defaultRate);
    const decay = options.weightDecay ?? null;
    this.weightDecay = decay === null ? null : checkNotNegative(operation, 'weightDecay', decay);
    this.clipping = checkClipping(operation, options);
  }

  /**
   * The rule: operations on tensors only, so that they can be recorded and replayed.
   *
   * @param parameter - value before the update.
   * @param gradient - of the same shape.
   * @param slots - one tensor per name in `slotNames`.
   * @param scalars - what `scalars` returned, as scalar tensors.
   */
  abstract update(parameter: Tensor, gradient: Tensor, slots: Tensor[], scalars: Tensor[]): Update;

  /**
   * The numbers that change from update to update; `step` is 1 for the first, `dtype` the type that
   * the update is computed in.
   */
  scalars(learningRate: number, _step: number, _dtype: DType): number[] {
    return [learningRate];
  }

  /** The value with which slots begin. */
  slotStart(): number {
    return 0;
  }

  /** The rate of the next update. */
  get learningRate(): number {
    currentTrace()?.hinder('it reads learningRate, which may change; pass it as an argument');
    return this.#currentRate();
  }

  set learningRate(rate: number) {
    currentTrace()?.hinder('it sets learningRate; do so outside');
    if (typeof this.#rate !== 'number') {
      const hint = 'make the optimizer with a number instead of a schedule';
      throw refuse(this.#operation, 'learningRate left to its schedule', rate, hint);
    }
    this.#rate = checkRate(this.#operation, rate) as number;
  }

  /** The numbers and switches that a tape takes for constant. */
  protected numericOptions(): Record<string, unknown> {
    const fixed = Object.entries(this).filter(([, value]) => {
      return value === null || !['object', 'string'].includes(typeof value);
    });
    return Object.fromEntries(fixed);
  }

  /**
   * What a replay asks each time: are the options still what they are now? Looking each up by its
   * name takes as long as the whole update of a tiny net, so a rule may ask for its own directly.
   */
  protected watchOptions(): () => boolean {
    const owner = this as unknown as Record<string, unknown>;
    const options = Object.entries(this.numericOptions());
    return () => options.every(([name, value]) => owner[name] === value);
  }

  /** Updates made so far. */
  get iterations(): number {
    currentTrace()?.hinder('it reads iterations, which may change; pass it as an argument');
    return this.#iterations;
  }

  set iterations(count: number) {
    currentTrace()?.hinder('it sets iterations; do so outside');
    this.#iterations = count;
  }

  #currentRate(): number {
    return typeof this.#rate === 'number' ? this.#rate : this.#rate.at(this.#iterations);
  }

  /** The schedule, if there is one. */
  get schedule(): LearningRateSchedule | null {
    return typeof this.#rate === 'number' ? null : this.#rate;
  }

  /** Whether there are slots (or would be, if the rule had any). */
  get built(): boolean {
    return this.#slots.variables.length > 0;
  }

  /** Makes the slots of these variables, so that a state can be set before the first update. */
  build(variables: readonly Variable[]): void {
    for (const variable of variables) {
      this.#slots.of(variable, this.slotNames, this.slotStart());
    }
  }

  /**
   * Lowers a loss by one update of the variables that it depends on.
   *
   * @param f - computes the loss, a scalar.
   * @param returnCost - whether to return the loss (before the update).
   * @param varList - variables to update; by default all trainable ones that `f` uses.
   * @returns the loss, or null.
   * @throws GraphError when there is nothing to update, ShapeError when the loss is no scalar.
   */
  minimize(f: () => Tensor, returnCost = false, varList?: readonly Variable[]): Tensor | null {
    if (typeof f !== 'function') {
      throw refuse('minimize', 'a function that computes the loss', f, 'write minimize(() => …)');
    }
    const cost = tidy(() => {
      const { loss, pairs } = lossGradients('minimize', f, varList);
      this.applyGradients(pairs);
      return returnCost ? loss : null;
    });
    if (cost !== null) cost.node = null;
    return cost;
  }

  /**
   * Makes one update from gradients that are known already.
   *
   * @param gradients - pairs of a variable and its gradient of the same shape.
   * @throws ArgumentError when the list is empty, ShapeError when a shape differs.
   */
  applyGradients(gradients: readonly VariableGradient[]): void {
    checkGradients(gradients);
    this.build(gradients.map(({ variable }) => variable));
    currentTrace()?.options.set(this, this.watchOptions());
    noGrad(() =>
      tidy(() => {
        const clipped = clipGradients(
          gradients.map(({ gradient }) => gradient),
          this.clipping,
        );
        const numbers = new Map<DType, UpdateNumbers>();
        gradients.forEach(({ variable }, i) => {
          const known = numbers.get(variable.dtype) ?? this.#numbers(variable.dtype);
          numbers.set(variable.dtype, known);
          this.#apply(variable, clipped[i] as Tensor, known);
        });
      }),
    );
    doEachTime(() => {
      this.#iterations++;
    });
  }

  /** What depends on the rate, for all variables of a type. */
  #numbers(dtype: DType): UpdateNumbers {
    const { weightDecay: share } = this;
    const numbers = (rate: number) => this.scalars(rate, this.#iterations + 1, dtype);
    const scalars = numbers(this.#currentRate()).map((_, i) =>
      this.#current(dtype, `scalar ${i}`, (rate) => numbers(rate)[i] as number),
    );
    return {
      scalars,
      decay: share === null ? null : this.#current(dtype, 'decay', (rate) => share * rate),
    };
  }

  #apply(variable: Variable, gradient: Tensor, { scalars, decay }: UpdateNumbers): void {
    const slots = this.#slots.of(variable, this.slotNames, this.slotStart());
    const parameter = decay === null ? variable : variable.sub(variable.mul(decay));
    const run = () => {
      const next = this.update(parameter, gradient, slots, scalars);
      variable.assign(next.parameter);
      slots.forEach((slot, i) => {
        slot.assign(next.slots[i] as Tensor);
      });
    };
    const [trace, fused, rate] = [currentTrace(), this.fused, scalars[0]];
    if (trace === null || fused === null || rate === undefined || decay !== null) run();
    else trace.update(fused, { variable, slots, gradient, rate }, run);
  }

  /** The rule by a name that a tape may know how to run in one pass; null if it has none. */
  protected get fused(): FusedUpdate | null {
    return null;
  }

  /** A number that depends on the rate, as a scalar tensor; new at each replay. */
  #current(dtype: DType, what: string, compute: (learningRate: number) => number): Tensor {
    const made = filled([], 0, dtype);
    fillEachTime(made, [this, what], (values) => {
      values[0] = compute(this.#currentRate());
    });
    return made;
  }

  /** What a file keeps: the count, the rate and the slots in Keras's order. */
  getState(): OptimizerState {
    return {
      iterations: this.iterations,
      learningRate: this.learningRate,
      slots: this.slots.map((slot) => ({ name: slot.name, value: slot.clone() })),
    };
  }

  /**
   * Continues from a kept state; `build` must have made the slots.
   *
   * @param state - `iterations`, and `slots` in the order of `getState`.
   * @throws ArgumentError when the number of slots differs, ShapeError when a shape does.
   */
  setState(state: { iterations: number; learningRate?: number; slots: readonly Tensor[] }): void {
    const { slots } = this;
    if (state.slots.length !== slots.length) {
      const hint = 'call build(variables) first, and give all slots';
      throw refuse('setState', `${slots.length} slots`, state.slots.length, hint);
    }
    assignAll('setState', this.name, slots, state.slots);
    this.iterations = state.iterations;
    if (state.learningRate !== undefined && this.schedule === null) {
      this.learningRate = state.learningRate;
    }
  }

  /** The slots in the order of a Keras file. */
  get slots(): Variable[] {
    return this.#slots.inFileOrder(this.interleaved, this.slotNames.length);
  }

  /** How many kinds of slots a Keras file lists weight by weight. */
  protected get interleaved(): number {
    return 1;
  }

  /** Keras's configuration of this optimizer. */
  getConfig(): Record<string, unknown> {
    const { clipnorm = null, globalClipnorm = null, clipvalue = null } = this.clipping;
    return {
      name: this.name,
      learning_rate: rateConfig(this.#rate),
      weight_decay: this.weightDecay,
      clipnorm,
      global_clipnorm: globalClipnorm,
      clipvalue,
      use_ema: false,
      ema_momentum: 0.99,
      ema_overwrite_frequency: null,
      loss_scale_factor: null,
      gradient_accumulation_steps: null,
    };
  }
}

function checkGradients(gradients: readonly VariableGradient[]): void {
  if (gradients.length === 0) {
    const hint = 'give varList, or make variables with variable(…)';
    throw refuse('applyGradients', 'at least one variable with a gradient', gradients, hint);
  }
  for (const { variable, gradient } of gradients) {
    if (sameShape(variable.shape, gradient.shape)) continue;
    throw new ShapeError({
      operation: 'applyGradients',
      expected: `a gradient of shape ${describeShape(variable.shape)} for ${variable.name}`,
      received: `shape ${describeShape(gradient.shape)}`,
      hint: 'pair each gradient with its own variable',
    });
  }
}
