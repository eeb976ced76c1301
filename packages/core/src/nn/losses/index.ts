export {
  binaryCrossentropy,
  categoricalCrossentropy,
  categoricalHinge,
  hinge,
  hinge as hingeLoss,
  sigmoidCrossEntropy,
  softmaxCrossEntropy,
  sparseCategoricalCrossentropy,
  squaredHinge,
} from './losses-of-classes.js';
export {
  cosineSimilarity,
  huber,
  huber as huberLoss,
  klDivergence,
  logCosh,
  meanAbsoluteError,
  meanAbsoluteError as absoluteDifference,
  meanAbsolutePercentageError,
  meanSquaredError,
  meanSquaredLogarithmicError,
  poisson,
} from './losses-of-numbers.js';
