import { checkBoolean, checkFraction } from '../../nn/checks.js';
import type { FusedUpdate } from '../../tape/trace.js';
import type { Tensor } from '../../tensor/tensor.js';
import type { LearningRateSchedule } from '../schedules.js';
import { type First, firstArgument } from './arguments.js';
import { Optimizer, type OptimizerOptions, type Update } from './optimizer.js';

/** Options of stochastic gradient descent. */
export interface SGDOptions extends OptimizerOptions {
  /** Share of the last step that is taken again (default 0). */
  momentum?: number;
  /** Look ahead along the momentum before correcting (default false). */
  nesterov?: boolean;
}

/**
 * Stochastic gradient descent, with momentum if wanted.
 *
 * $w \leftarrow w - \eta g$; with momentum $\mu$: $m \leftarrow \mu m - \eta g$ and
 * $w \leftarrow w + m$, or $w \leftarrow w + \mu m - \eta g$ with `nesterov`.
 *
 * TensorFlow.js keeps $m$ without the rate, which differs once the rate changes; this follows Keras.
 *
 * @param options - `learningRate` (0.01), `momentum` (0), `nesterov` (false), clipping and decay.
 * @throws ArgumentError when an option is out of range or unknown.
 * @example
 * const w = variable(tensor([1]));
 * new SGD({ learningRate: 0.25 }).minimize(() => w.square().sum(), false, [w]);
 * w.arraySync(); //=> [0.5]
 * @see https://keras.io/api/optimizers/sgd/
 */
export class SGD extends Optimizer {
  readonly className = 'SGD';
  readonly slotNames: readonly string[];
  readonly momentum: number;
  readonly nesterov: boolean;

  constructor(options: SGDOptions = {}) {
    super('sgd', options, 0.01, ['momentum', 'nesterov']);
    this.momentum = checkFraction('sgd', 'momentum', options.momentum ?? 0);
    this.nesterov = checkBoolean('sgd', 'nesterov', options.nesterov ?? false);
    this.slotNames = this.momentum > 0 ? ['momentum'] : [];
  }

  update(parameter: Tensor, gradient: Tensor, slots: Tensor[], [rate]: Tensor[]): Update {
    const step = gradient.mul(rate as Tensor);
    const [last] = slots;
    if (last === undefined) return { parameter: parameter.sub(step), slots: [] };
    const momentum = last.mul(this.momentum).sub(step);
    const move = this.nesterov ? momentum.mul(this.momentum).sub(step) : momentum;
    return { parameter: parameter.add(move), slots: [momentum] };
  }

  protected override get fused(): FusedUpdate | null {
    return this.momentum === 0 ? { rule: 'sgd', constants: [] } : null;
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), momentum: this.momentum, nesterov: this.nesterov };
  }
}

/**
 * Makes a stochastic gradient descent optimizer.
 *
 * @param learningRate - step size, a schedule, or all options as an object.
 * @param options - momentum, clipping and decay.
 * @returns the optimizer.
 * @throws ArgumentError when an option is out of range or unknown.
 * @example
 * const optimizer = train.sgd(0.1, { momentum: 0.9 });
 * [optimizer.learningRate, optimizer.momentum]; //=> [0.1, 0.9]
 * @see https://js.tensorflow.org/api/latest/#train.sgd
 */
export const sgd = (learningRate?: First<SGDOptions>, options: SGDOptions = {}): SGD =>
  new SGD(firstArgument(learningRate, {}, options));

/**
 * Makes a stochastic gradient descent optimizer with momentum.
 *
 * @param learningRate - step size or schedule.
 * @param momentum - share of the last step that is taken again.
 * @param useNesterov - look ahead along the momentum before correcting (default false).
 * @param options - clipping and decay.
 * @returns the optimizer.
 * @throws ArgumentError when an option is out of range or unknown.
 * @example
 * train.momentum(0.1, 0.9).momentum; //=> 0.9
 * @see https://js.tensorflow.org/api/latest/#train.momentum
 */
export const momentum = (
  learningRate: number | LearningRateSchedule,
  momentum: number,
  useNesterov = false,
  options: SGDOptions = {},
): SGD => new SGD({ ...options, learningRate, momentum, nesterov: useNesterov });
