import { checkBoolean, checkFraction, checkPositive } from '../../nn/checks.js';
import type { Tensor } from '../../tensor/tensor.js';
import { type First, firstArgument } from './arguments.js';
import { Optimizer, type OptimizerOptions, type Update } from './optimizer.js';

/** Options of RMSprop. */
export interface RMSpropOptions extends OptimizerOptions {
  /** Decay of the running mean of squared gradients (default 0.9). */
  rho?: number;
  /** Share of the last step that is taken again (default 0). */
  momentum?: number;
  /** Added under the square root, so that nothing is divided by zero (default 1e-7). */
  epsilon?: number;
  /** Divide by the variance instead of the mean square (default false). */
  centered?: boolean;
}

/**
 * RMSprop: steps divided by a running root mean square of the gradient.
 *
 * $v \leftarrow \rho v + (1-\rho) g^2$, $w \leftarrow w - \eta\, g / \sqrt{v + \epsilon}$; with
 * `centered`, $\bar g \leftarrow \rho\bar g + (1-\rho) g$ and $v - \bar g^2$ takes $v$'s place; with
 * momentum the steps add up in $m \leftarrow \mu m + \text{step}$.
 *
 * @param options - `learningRate` (0.001), `rho`, `momentum`, `epsilon`, `centered`, clipping, decay.
 * @throws ArgumentError when an option is out of range or unknown.
 * @example
 * const w = variable(tensor([1]));
 * new RMSprop({ learningRate: 0.1, rho: 0.75 }).minimize(() => w.square().sum(), false, [w]);
 * w.arraySync()[0].toFixed(6); //=> '0.800000'
 * @see https://keras.io/api/optimizers/rmsprop/
 */
export class RMSprop extends Optimizer {
  readonly className = 'RMSprop';
  readonly slotNames: readonly string[];
  readonly rho: number;
  readonly momentum: number;
  readonly epsilon: number;
  readonly centered: boolean;

  constructor(options: RMSpropOptions = {}) {
    super('rmsprop', options, 0.001, ['rho', 'momentum', 'epsilon', 'centered']);
    this.rho = checkFraction('rmsprop', 'rho', options.rho ?? 0.9);
    this.momentum = checkFraction('rmsprop', 'momentum', options.momentum ?? 0);
    this.epsilon = checkPositive('rmsprop', 'epsilon', options.epsilon ?? 1e-7);
    this.centered = checkBoolean('rmsprop', 'centered', options.centered ?? false);
    const momentum = this.momentum > 0 ? ['momentum'] : [];
    this.slotNames = ['velocity', ...momentum, ...(this.centered ? ['average_gradient'] : [])];
  }

  update(parameter: Tensor, gradient: Tensor, slots: Tensor[], [rate]: Tensor[]): Update {
    const average = (mean: Tensor, value: Tensor): Tensor =>
      mean.mul(this.rho).add(value.mul(1 - this.rho));
    const slot = (name: string): Tensor => slots[this.slotNames.indexOf(name)] as Tensor;
    const velocity = average(slot('velocity'), gradient.square());
    const next = [velocity];
    let variance = velocity;
    let mean: Tensor | undefined;
    if (this.centered) {
      mean = average(slot('average_gradient'), gradient);
      variance = velocity.sub(mean.square());
    }
    let step = gradient.mul(rate as Tensor).div(variance.add(this.epsilon).sqrt());
    if (this.momentum > 0) {
      step = slot('momentum').mul(this.momentum).add(step);
      next.push(step);
    }
    if (mean !== undefined) next.push(mean);
    return { parameter: parameter.sub(step), slots: next };
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      rho: this.rho,
      momentum: this.momentum,
      epsilon: this.epsilon,
      centered: this.centered,
    };
  }
}

/**
 * Makes an RMSprop optimizer.
 *
 * @param learningRate - step size (0.001), a schedule, or all options as an object.
 * @param decay - decay of the running mean of squared gradients (0.9), Keras's `rho`.
 * @param momentum - share of the last step that is taken again (0).
 * @param epsilon - added under the square root (1e-7).
 * @param centered - divide by the variance instead of the mean square (false).
 * @param options - clipping and decay.
 * @returns the optimizer.
 * @throws ArgumentError when an option is out of range or unknown.
 * @example
 * train.rmsprop(0.01, 0.95).rho; //=> 0.95
 * @see https://js.tensorflow.org/api/latest/#train.rmsprop
 */
export const rmsprop = (
  learningRate?: First<RMSpropOptions>,
  decay?: number,
  momentum?: number,
  epsilon?: number | null,
  centered?: boolean,
  options: RMSpropOptions = {},
): RMSprop =>
  new RMSprop(firstArgument(learningRate, { rho: decay, momentum, epsilon, centered }, options));
