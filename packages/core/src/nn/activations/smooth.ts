import type { Tensor } from '../../tensor/tensor.js';
import { rememberLogits } from './logits.js';

/**
 * The identity: no activation.
 *
 * $f(x) = x$
 *
 * @param x - any shape.
 * @returns the same shape.
 * @example
 * activations.linear(tensor([2])).arraySync(); //=> [2]
 * @see https://keras.io/api/layers/activations/
 */
export const linear = (x: Tensor): Tensor => x;

/**
 * Squashes numbers into (0, 1).
 *
 * $\sigma(x) = 1/(1+e^{-x})$
 *
 * A cross-entropy of the result works on `x` itself, which stays exact where the result has rounded
 * to 0 or 1.
 *
 * @param x - any shape.
 * @returns the same shape.
 * @example
 * activations.sigmoid(tensor([0])).arraySync(); //=> [0.5]
 * @see https://keras.io/api/layers/activations/
 */
export const sigmoid = (x: Tensor): Tensor => rememberLogits('sigmoid', x, x.sigmoid());

/**
 * Squashes numbers into (-1, 1).
 *
 * $\tanh x$
 *
 * @param x - any shape.
 * @returns the same shape.
 * @example
 * activations.tanh(tensor([0])).arraySync(); //=> [0]
 * @see https://keras.io/api/layers/activations/
 */
export const tanh = (x: Tensor): Tensor => x.tanh();

/**
 * The exponential function as an activation.
 *
 * $e^x$
 *
 * @param x - any shape.
 * @returns the same shape.
 * @example
 * activations.exponential(tensor([0])).arraySync(); //=> [1]
 * @see https://keras.io/api/layers/activations/
 */
export const exponential = (x: Tensor): Tensor => x.exp();

/**
 * A smooth relu.
 *
 * $\ln(1+e^x)$
 *
 * @param x - any shape.
 * @returns the same shape.
 * @example
 * activations.softplus(tensor([0])).arraySync()[0].toFixed(6); //=> '0.693147'
 * @see https://keras.io/api/layers/activations/
 */
export const softplus = (x: Tensor): Tensor => x.softplus();

/**
 * Squashes numbers into (-1, 1), more slowly than tanh.
 *
 * $x/(1+\lvert x\rvert)$
 *
 * @param x - any shape.
 * @returns the same shape.
 * @example
 * activations.softsign(tensor([1])).arraySync(); //=> [0.5]
 * @see https://keras.io/api/layers/activations/
 */
export const softsign = (x: Tensor): Tensor => x.softsign();

/**
 * The logarithm of the sigmoid, exact where the sigmoid rounds to 0.
 *
 * $\ln\sigma(x) = -\ln(1+e^{-x})$
 *
 * @param x - any shape.
 * @returns the same shape.
 * @example
 * activations.logSigmoid(tensor([-100])).arraySync(); //=> [-100]
 * @see https://keras.io/api/layers/activations/
 */
export const logSigmoid = (x: Tensor): Tensor => x.neg().softplus().neg();

/**
 * A number times its own sigmoid, also called swish.
 *
 * $x\,\sigma(x)$
 *
 * @param x - any shape.
 * @returns the same shape.
 * @example
 * activations.silu(tensor([0])).arraySync(); //=> [0]
 * @see https://keras.io/api/layers/activations/
 */
export const silu = (x: Tensor): Tensor => x.silu();

/**
 * A smooth relu that dips below zero.
 *
 * $x\tanh(\ln(1+e^x))$
 *
 * @param x - any shape.
 * @returns the same shape.
 * @example
 * activations.mish(tensor([0])).arraySync(); //=> [0]
 * @see https://keras.io/api/layers/activations/
 */
export const mish = (x: Tensor): Tensor => x.mish();

/**
 * A number times the normal distribution function of it.
 *
 * $x\,\Phi(x)$, or with `approximate` $\tfrac x2\big(1+\tanh\sqrt{2/\pi}\,(x+0.044715\,x^3)\big)$
 *
 * @param x - any shape.
 * @param approximate - use the tanh form (default false).
 * @returns the same shape.
 * @example
 * activations.gelu(tensor([0])).arraySync(); //=> [0]
 * @see https://keras.io/api/layers/activations/
 */
export const gelu = (x: Tensor, approximate = false): Tensor => x.gelu({ approximate });

/**
 * A smooth relu that needs no exponential.
 *
 * $\tfrac12\big(x+\sqrt{x^2+b}\big)$
 *
 * @param x - any shape.
 * @param b - roundness of the bend (default 4).
 * @returns the same shape.
 * @example
 * activations.squareplus(tensor([0])).arraySync(); //=> [1]
 * @see https://keras.io/api/layers/activations/
 */
export const squareplus = (x: Tensor, b = 4): Tensor => x.add(x.square().add(b).sqrt()).div(2);

/**
 * A number minus its tanh: nearly 0 around 0.
 *
 * $x-\tanh x$
 *
 * @param x - any shape.
 * @returns the same shape.
 * @example
 * activations.tanhShrink(tensor([0])).arraySync(); //=> [0]
 * @see https://keras.io/api/layers/activations/
 */
export const tanhShrink = (x: Tensor): Tensor => x.sub(x.tanh());
