import type { Tensor } from '../../tensor/tensor.js';
import { alignTargets, EPSILON, type LossRule, meanLast, sumLast } from './rule.js';

type Elementwise = (yTrue: Tensor, yPred: Tensor, options: Record<string, number>) => Tensor;

/** A loss that is a mean over the last axis of something computed element by element. */
const mean = (
  name: string,
  className: string,
  aliases: string[],
  elementwise: Elementwise,
  options: Record<string, number> = {},
): LossRule => ({
  name,
  className,
  aliases,
  options,
  perSample: (yTrue, yPred, given) =>
    meanLast(elementwise(alignTargets(name, yTrue, yPred), yPred, given as Record<string, number>)),
});

const unit = (x: Tensor): Tensor =>
  x.div(
    x
      .square()
      .sum(-1, true)
      .maximum(EPSILON * EPSILON)
      .sqrt(),
  );

/** Losses whose targets are numbers to be met. */
export const REGRESSION: readonly LossRule[] = [
  mean('mean_squared_error', 'MeanSquaredError', ['mse'], (yTrue, yPred) =>
    yPred.sub(yTrue).square(),
  ),
  mean('mean_absolute_error', 'MeanAbsoluteError', ['mae', 'absolute_difference'], (yTrue, yPred) =>
    yPred.sub(yTrue).abs(),
  ),
  mean('mean_absolute_percentage_error', 'MeanAbsolutePercentageError', ['mape'], (yTrue, yPred) =>
    yTrue.sub(yPred).div(yTrue.abs().maximum(EPSILON)).abs().mul(100),
  ),
  mean('mean_squared_logarithmic_error', 'MeanSquaredLogarithmicError', ['msle'], (yTrue, yPred) =>
    yPred.maximum(EPSILON).log1p().sub(yTrue.maximum(EPSILON).log1p()).square(),
  ),
  mean(
    'huber',
    'Huber',
    ['huber_loss'],
    (yTrue, yPred, { delta }) => {
      const error = yPred.sub(yTrue).abs();
      // Quadratic up to delta, linear beyond: ½ q² + δ (|e| − q) with q = min(|e|, δ).
      const quadratic = error.minimum(delta as number);
      return quadratic
        .square()
        .mul(0.5)
        .add(error.sub(quadratic).mul(delta as number));
    },
    { delta: 1 },
  ),
  // ln cosh e = e + ln(1 + exp(−2e)) − ln 2, which cannot overflow.
  mean('log_cosh', 'LogCosh', ['logcosh'], (yTrue, yPred) => {
    const error = yPred.sub(yTrue);
    return error.add(error.mul(-2).softplus()).sub(Math.LN2);
  }),
  mean('poisson', 'Poisson', [], (yTrue, yPred) => yPred.sub(yTrue.mul(yPred.add(EPSILON).log()))),
  {
    name: 'kl_divergence',
    className: 'KLDivergence',
    aliases: ['kld', 'kullback_leibler_divergence'],
    options: {},
    perSample(yTrue, yPred) {
      const p = alignTargets('kl_divergence', yTrue, yPred).clip(EPSILON, 1);
      return sumLast(p.mul(p.div(yPred.clip(EPSILON, 1)).log()));
    },
  },
  {
    name: 'cosine_similarity',
    className: 'CosineSimilarity',
    aliases: ['cosine_proximity'],
    options: {},
    perSample: (yTrue, yPred) =>
      sumLast(unit(alignTargets('cosine_similarity', yTrue, yPred)).mul(unit(yPred))).neg(),
  },
];
