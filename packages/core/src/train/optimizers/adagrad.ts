import { checkNotNegative, checkPositive } from '../../nn/checks.js';
import type { Tensor } from '../../tensor/tensor.js';
import { type First, firstArgument } from './arguments.js';
import { Optimizer, type OptimizerOptions, type Update } from './optimizer.js';

/** Options of Adagrad. */
export interface AdagradOptions extends OptimizerOptions {
  /** Where the sum of squares starts (default 0.1). */
  initialAccumulatorValue?: number;
  /** Added under the square root (default 1e-7). */
  epsilon?: number;
}

/**
 * Adagrad: steps divided by the root of the sum of all squared gradients so far.
 *
 * $a \leftarrow a + g^2$, $w \leftarrow w - \eta\, g / \sqrt{a + \epsilon}$
 *
 * @param options - `learningRate` (0.001), `initialAccumulatorValue`, `epsilon`, clipping, decay.
 * @throws ArgumentError when an option is out of range or unknown.
 * @example
 * const w = variable(tensor([1]));
 * new Adagrad({ learningRate: 0.5, initialAccumulatorValue: 12 }).minimize(() => w.square().sum(), false, [w]);
 * w.arraySync()[0].toFixed(6); //=> '0.750000'
 * @see https://keras.io/api/optimizers/adagrad/
 */
export class Adagrad extends Optimizer {
  readonly className = 'Adagrad';
  readonly slotNames = ['accumulator'];
  readonly initialAccumulatorValue: number;
  readonly epsilon: number;

  constructor(options: AdagradOptions = {}) {
    super('adagrad', options, 0.001, ['initialAccumulatorValue', 'epsilon']);
    const start = options.initialAccumulatorValue ?? 0.1;
    this.initialAccumulatorValue = checkNotNegative('adagrad', 'initialAccumulatorValue', start);
    this.epsilon = checkPositive('adagrad', 'epsilon', options.epsilon ?? 1e-7);
  }

  override slotStart(): number {
    return this.initialAccumulatorValue;
  }

  update(parameter: Tensor, gradient: Tensor, slots: Tensor[], [rate]: Tensor[]): Update {
    const accumulator = (slots[0] as Tensor).add(gradient.square());
    const step = gradient.mul(rate as Tensor).div(accumulator.add(this.epsilon).sqrt());
    return { parameter: parameter.sub(step), slots: [accumulator] };
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      initial_accumulator_value: this.initialAccumulatorValue,
      epsilon: this.epsilon,
    };
  }
}

/**
 * Makes an Adagrad optimizer.
 *
 * @param learningRate - step size (0.001), a schedule, or all options as an object.
 * @param initialAccumulatorValue - where the sum of squares starts (0.1).
 * @param options - epsilon, clipping and decay.
 * @returns the optimizer.
 * @throws ArgumentError when an option is out of range or unknown.
 * @example
 * train.adagrad(0.5).initialAccumulatorValue; //=> 0.1
 * @see https://js.tensorflow.org/api/latest/#train.adagrad
 */
export const adagrad = (
  learningRate?: First<AdagradOptions>,
  initialAccumulatorValue?: number,
  options: AdagradOptions = {},
): Adagrad => new Adagrad(firstArgument(learningRate, { initialAccumulatorValue }, options));
