import { checkBoolean, checkFraction, checkPositive } from '../../nn/checks.js';
import type { FusedUpdate } from '../../tape/trace.js';
import type { DType } from '../../tensor/dtype.js';
import type { Tensor } from '../../tensor/tensor.js';
import { type First, firstArgument } from './arguments.js';
import { Optimizer, type OptimizerOptions, type Update } from './optimizer.js';
import { Powers } from './powers.js';

/** Options of Adam and AdamW. */
export interface AdamOptions extends OptimizerOptions {
  /** Decay of the running mean of gradients (default 0.9). */
  beta1?: number;
  /** Decay of the running mean of squared gradients (default 0.999). */
  beta2?: number;
  /** Added to the square root, so that nothing is divided by zero (default 1e-7). */
  epsilon?: number;
  /** Divide by the largest running mean so far (default false). */
  amsgrad?: boolean;
}

const WATCHED = new Set(['weightDecay', 'beta1', 'beta2', 'epsilon', 'amsgrad']);

/**
 * Adam: steps from running means of the gradient and of its square.
 *
 * $m \leftarrow m + (1-\beta_1)(g - m)$, $v \leftarrow v + (1-\beta_2)(g^2 - v)$,
 * $w \leftarrow w - \eta\,\frac{\sqrt{1-\beta_2^t}}{1-\beta_1^t}\,\frac{m}{\sqrt v + \epsilon}$
 *
 * The paper's $\hat\epsilon$ form, as in Keras. TensorFlow.js adds $\epsilon$ to $\sqrt{\hat v}$
 * instead, which differs for gradients near $\epsilon$.
 *
 * @param options - `learningRate` (0.001), `beta1`, `beta2`, `epsilon`, `amsgrad`, clipping, decay.
 * @throws ArgumentError when an option is out of range or unknown.
 * @example
 * const w = variable(tensor([1]));
 * new Adam({ learningRate: 0.5 }).minimize(() => w.square().sum(), false, [w]);
 * w.arraySync()[0].toFixed(4); //=> '0.5000'
 * @see https://keras.io/api/optimizers/adam/
 * @see https://arxiv.org/abs/1412.6980
 */
export class Adam extends Optimizer {
  readonly className: string = 'Adam';
  readonly slotNames: readonly string[];
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly amsgrad: boolean;
  readonly #powers1 = new Powers();
  readonly #powers2 = new Powers();

  constructor(options: AdamOptions = {}, operation = 'adam') {
    super(operation, options, 0.001, ['beta1', 'beta2', 'epsilon', 'amsgrad']);
    this.beta1 = checkFraction(operation, 'beta1', options.beta1 ?? 0.9);
    this.beta2 = checkFraction(operation, 'beta2', options.beta2 ?? 0.999);
    this.epsilon = checkPositive(operation, 'epsilon', options.epsilon ?? 1e-7);
    this.amsgrad = checkBoolean(operation, 'amsgrad', options.amsgrad ?? false);
    this.slotNames = ['momentum', 'velocity', ...(this.amsgrad ? ['velocity_hat'] : [])];
  }

  /**
   * The rate with both corrections for the means' start at zero in it.
   *
   * Keras computes it in the weights' type. In float32, 0.999 is 0.99900001, so $1-\beta_2$ is off
   * by 1.3e-5: small, but it adds up over an epoch, so it is repeated here.
   */
  override scalars(learningRate: number, step: number, dtype: DType): number[] {
    if (dtype === 'float32') return [this.#float32Rate(learningRate, step)];
    const first = 1 - this.#powers1.of(this.beta1, step);
    const second = 1 - this.#powers2.of(this.beta2, step);
    return [(learningRate * Math.sqrt(second)) / first];
  }

  /** The same with every number rounded. This runs at each step of a replay, so it is written out. */
  #float32Rate(learningRate: number, step: number): number {
    const { fround } = Math;
    const first = fround(1 - fround(this.#powers1.of(fround(this.beta1), step)));
    const second = fround(1 - fround(this.#powers2.of(fround(this.beta2), step)));
    return fround(fround(fround(learningRate) * fround(Math.sqrt(second))) / first);
  }

  update(parameter: Tensor, gradient: Tensor, slots: Tensor[], [alpha]: Tensor[]): Update {
    const [m, v, largest] = slots as [Tensor, Tensor, Tensor?];
    const momentum = m.add(gradient.sub(m).mul(1 - this.beta1));
    const velocity = v.add(
      gradient
        .square()
        .sub(v)
        .mul(1 - this.beta2),
    );
    const hat = largest?.maximum(velocity);
    const step = momentum.mul(alpha as Tensor).div((hat ?? velocity).sqrt().add(this.epsilon));
    const next = hat === undefined ? [momentum, velocity] : [momentum, velocity, hat];
    return { parameter: parameter.sub(step), slots: next };
  }

  protected override get fused(): FusedUpdate | null {
    // In one pass, gradients below 1e-16 count as none: nothing beside the usual ε, but not beside
    // a tiny one.
    if (this.amsgrad || this.epsilon < 1e-10) return null;
    return { rule: 'adam', constants: [1 - this.beta1, 1 - this.beta2, this.epsilon] };
  }

  protected override watchOptions(): () => boolean {
    const names = Object.keys(this.numericOptions());
    // A class derived from this one may have options that are not asked for below.
    if (names.some((name) => !WATCHED.has(name))) return super.watchOptions();
    const { weightDecay, beta1, beta2, epsilon, amsgrad } = this;
    return () =>
      this.beta1 === beta1 &&
      this.beta2 === beta2 &&
      this.epsilon === epsilon &&
      this.amsgrad === amsgrad &&
      this.weightDecay === weightDecay;
  }

  protected override get interleaved(): number {
    return 2;
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      beta_1: this.beta1,
      beta_2: this.beta2,
      epsilon: this.epsilon,
      amsgrad: this.amsgrad,
    };
  }
}

/**
 * Adam with weight decay apart from the gradient.
 *
 * Before Adam's step, $w \leftarrow w - \eta\,\lambda\,w$ with $\lambda$ `weightDecay`.
 *
 * @param options - as for `Adam`; `weightDecay` is 0.004 by default.
 * @throws ArgumentError when an option is out of range or unknown.
 * @example
 * new AdamW().weightDecay; //=> 0.004
 * @see https://keras.io/api/optimizers/adamw/
 * @see https://arxiv.org/abs/1711.05101
 */
export class AdamW extends Adam {
  override readonly className = 'AdamW';

  constructor(options: AdamOptions = {}) {
    super({ weightDecay: 0.004, ...options }, 'adamw');
  }
}

/**
 * Makes an Adam optimizer.
 *
 * @param learningRate - step size (0.001), a schedule, or all options as an object.
 * @param beta1 - decay of the running mean of gradients (0.9).
 * @param beta2 - decay of the running mean of squared gradients (0.999).
 * @param epsilon - added to the square root (1e-7).
 * @param options - amsgrad, clipping and decay.
 * @returns the optimizer.
 * @throws ArgumentError when an option is out of range or unknown.
 * @example
 * train.adam({ learningRate: 0.01, amsgrad: true }).slotNames.length; //=> 3
 * @see https://js.tensorflow.org/api/latest/#train.adam
 */
export const adam = (
  learningRate?: First<AdamOptions>,
  beta1?: number,
  beta2?: number,
  epsilon?: number | null,
  options: AdamOptions = {},
): Adam => new Adam(firstArgument(learningRate, { beta1, beta2, epsilon }, options));

/**
 * Makes an AdamW optimizer: Adam with weight decay apart from the gradient.
 *
 * @param learningRate - step size (0.001), a schedule, or all options as an object.
 * @param options - `weightDecay` (0.004), the betas, amsgrad and clipping.
 * @returns the optimizer.
 * @throws ArgumentError when an option is out of range or unknown.
 * @example
 * train.adamw(0.01, { weightDecay: 0.1 }).weightDecay; //=> 0.1
 * @see https://keras.io/api/optimizers/adamw/
 */
export const adamw = (learningRate?: First<AdamOptions>, options: AdamOptions = {}): AdamW =>
  new AdamW(firstArgument(learningRate, {}, options));
