export {
  binaryCrossentropy,
  categoricalCrossentropy,
  categoricalHinge,
  hinge,
  sparseCategoricalCrossentropy,
  squaredHinge,
} from './losses-of-classes.js';
export {
  cosineSimilarity,
  huber,
  klDivergence,
  logCosh,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanSquaredLogarithmicError,
  poisson,
} from './losses-of-numbers.js';
export { computeWeightedLoss } from './reduction.js';
export {
  absoluteDifference,
  cosineDistance,
  hingeLoss,
  huberLoss,
  logLoss,
  meanSquaredError,
  sigmoidCrossEntropy,
  softmaxCrossEntropy,
} from './weighted-losses.js';
