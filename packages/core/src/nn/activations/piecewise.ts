import { where } from '../../ops/comparison.js';
import type { Tensor } from '../../tensor/tensor.js';

/**
 * Keeps what is positive.
 *
 * $\max(x, 0)$; the derivative at 0 is 0
 *
 * @param x - any shape.
 * @returns the same shape.
 * @example
 * activations.relu(tensor([-1, 2])).arraySync(); //=> [0, 2]
 * @see https://keras.io/api/layers/activations/
 */
export const relu = (x: Tensor): Tensor => x.relu();

/**
 * A relu that ends at 6.
 *
 * $\min(\max(x, 0), 6)$
 *
 * @param x - any shape.
 * @returns the same shape.
 * @example
 * activations.relu6(tensor([-1, 2, 9])).arraySync(); //=> [0, 2, 6]
 * @see https://keras.io/api/layers/activations/
 */
export const relu6 = (x: Tensor): Tensor => x.relu6();

/**
 * A relu that lets a share of the negative through.
 *
 * $x$ where $x>0$, else $\alpha x$
 *
 * The slope is 0.2 by default here; that of `layers.leakyReLU` is 0.3. Both as in Keras 3.
 *
 * @param x - any shape.
 * @param alpha - slope on the negative side (default 0.2).
 * @returns the same shape.
 * @example
 * activations.leakyRelu(tensor([-1, 2]), 0.5).arraySync(); //=> [-0.5, 2]
 * @see https://keras.io/api/layers/activations/
 */
export const leakyRelu = (x: Tensor, alpha = 0.2): Tensor => x.leakyRelu(alpha);

/**
 * A relu that levels off smoothly on the negative side.
 *
 * $x$ where $x>0$, else $\alpha(e^x-1)$
 *
 * @param x - any shape.
 * @param alpha - the level, as -alpha (default 1).
 * @returns the same shape.
 * @example
 * activations.elu(tensor([2])).arraySync(); //=> [2]
 * @see https://keras.io/api/layers/activations/
 */
export const elu = (x: Tensor, alpha = 1): Tensor =>
  alpha === 1 ? x.elu() : x.relu().add(x.minimum(0).expm1().mul(alpha));

/**
 * An elu whose slope has no jump for any level.
 *
 * $\max(x,0) + \min\big(0, \alpha(e^{x/\alpha}-1)\big)$
 *
 * @param x - any shape.
 * @param alpha - the level, as -alpha (default 1).
 * @returns the same shape.
 * @example
 * activations.celu(tensor([2])).arraySync(); //=> [2]
 * @see https://keras.io/api/layers/activations/
 */
// The exponential sees negative numbers only: for large ones it would overflow, and 0 · ∞ is NaN.
export const celu = (x: Tensor, alpha = 1): Tensor =>
  x.relu().add(x.minimum(0).div(alpha).expm1().mul(alpha));

/**
 * An elu with constants that keep mean 0 and variance 1 from layer to layer.
 *
 * $\lambda\, x$ where $x>0$, else $\lambda\alpha(e^x-1)$; $\lambda\approx1.0507$, $\alpha\approx1.6733$
 *
 * @param x - any shape.
 * @returns the same shape.
 * @example
 * activations.selu(tensor([0])).arraySync(); //=> [0]
 * @see https://arxiv.org/abs/1706.02515
 */
export const selu = (x: Tensor): Tensor => x.selu();

/**
 * A sigmoid made of straight lines.
 *
 * $\min(\max(x/6+1/2,\,0),\,1)$
 *
 * TensorFlow.js has the slope 0.2 of Keras 2.
 *
 * @param x - any shape.
 * @returns the same shape.
 * @example
 * activations.hardSigmoid(tensor([-3, 0, 3])).arraySync(); //=> [0, 0.5, 1]
 * @see https://keras.io/api/layers/activations/
 */
export const hardSigmoid = (x: Tensor): Tensor => x.add(3).relu6().div(6);

/**
 * A number times its hard sigmoid, also called hard swish.
 *
 * $x\min(\max(x/6+1/2,\,0),\,1)$
 *
 * @param x - any shape.
 * @returns the same shape.
 * @example
 * activations.hardSilu(tensor([-3, 0, 3])).arraySync(); //=> [-0, 0, 3]
 * @see https://keras.io/api/layers/activations/
 */
export const hardSilu = (x: Tensor): Tensor => x.mul(hardSigmoid(x));

/**
 * A tanh made of straight lines.
 *
 * $\min(\max(x,-1),1)$
 *
 * @param x - any shape.
 * @returns the same shape.
 * @example
 * activations.hardTanh(tensor([-3, 0.5, 3])).arraySync(); //=> [-1, 0.5, 1]
 * @see https://keras.io/api/layers/activations/
 */
export const hardTanh = (x: Tensor): Tensor => x.clip(-1, 1);

/**
 * Sets small numbers to 0.
 *
 * $x$ where $\lvert x\rvert > \lambda$, else 0
 *
 * @param x - any shape.
 * @param threshold - $\lambda$ (default 0.5).
 * @returns the same shape.
 * @example
 * activations.hardShrink(tensor([-2, 0.25])).arraySync(); //=> [-2, 0]
 * @see https://keras.io/api/layers/activations/
 */
export const hardShrink = (x: Tensor, threshold = 0.5): Tensor =>
  where(x.abs().greater(threshold), x, 0);

/**
 * Moves numbers towards 0, and small ones to it.
 *
 * $\operatorname{sign}(x)\max(\lvert x\rvert-\lambda, 0)$
 *
 * @param x - any shape.
 * @param threshold - $\lambda$ (default 0.5).
 * @returns the same shape.
 * @example
 * activations.softShrink(tensor([-2, 0.25])).arraySync(); //=> [-1.5, 0]
 * @see https://keras.io/api/layers/activations/
 */
export const softShrink = (x: Tensor, threshold = 0.5): Tensor =>
  x.sub(x.clip(-threshold, threshold));

/**
 * A softplus that is exactly 0 on the left and exactly linear on the right.
 *
 * $0$ for $x\le-1$, $\tfrac14(x+1)^2$ between, $x$ for $x\ge1$
 *
 * @param x - any shape.
 * @returns the same shape.
 * @example
 * activations.sparsePlus(tensor([-2, 0, 3])).arraySync(); //=> [0, 0.25, 3]
 * @see https://keras.io/api/layers/activations/
 */
export const sparsePlus = (x: Tensor): Tensor => {
  const bend = x.clip(-1, 1).add(1).square().div(4);
  return where(x.less(1), bend, x);
};

/**
 * A sigmoid that reaches 0 and 1.
 *
 * $\min(\max(\tfrac12(x+1), 0), 1)$
 *
 * @param x - any shape.
 * @returns the same shape.
 * @example
 * activations.sparseSigmoid(tensor([-2, 0, 3])).arraySync(); //=> [0, 0.5, 1]
 * @see https://keras.io/api/layers/activations/
 */
export const sparseSigmoid = (x: Tensor): Tensor => x.add(1).div(2).clip(0, 1);

/**
 * Replaces all that is not above a threshold.
 *
 * $x$ where $x > \theta$, else $v$
 *
 * @param x - any shape.
 * @param theta - the threshold.
 * @param value - what stands in for the rest.
 * @returns the same shape.
 * @example
 * activations.threshold(tensor([1, 3]), 2, -1).arraySync(); //=> [-1, 3]
 * @see https://keras.io/api/layers/activations/
 */
export const threshold = (x: Tensor, theta: number, value: number): Tensor =>
  where(x.greater(theta), x, value);
