import { describe, describeShape } from '../errors/describe.js';
import { ArgumentError, ShapeError } from '../errors/errors.js';
import { type TensorLike, toTensor } from '../tensor/convert.js';
import type { Tensor } from '../tensor/tensor.js';
import { matMul } from './contraction.js';
import { oneHot } from './gather.js';

function checkClasses(name: string, classes: Tensor, numClasses: number): void {
  const odd = classes
    .dataSync()
    .find((k: number) => !(Number.isInteger(k) && k >= 0 && k < numClasses));
  if (odd === undefined) return;
  throw new ArgumentError({
    operation: 'confusionMatrix',
    expected: `${name} to be whole numbers in 0 … ${numClasses - 1}`,
    received: describe(odd),
    hint: 'numClasses is the greatest class number plus 1',
  });
}

/**
 * Counts how often each class was taken for each.
 *
 * $$y_{ij} = \#\{n : \text{labels}_n = i,\ \text{predictions}_n = j\}$$
 *
 * Unlike TensorFlow.js, which leaves them out, a class that does not exist is refused.
 *
 * @param labels true classes, shape [n], whole numbers in 0 … numClasses − 1
 * @param predictions predicted classes, shape [n]
 * @param numClasses how many classes there are
 * @returns int32 tensor of shape [numClasses, numClasses]: a row for each true class
 * @throws ShapeError unless both are vectors of one length
 * @throws ArgumentError for a class that does not exist, or a bad number of them
 * @example
 * math.confusionMatrix([0, 1, 1], [0, 1, 0], 2).arraySync() //=> [[1, 0], [1, 1]]
 * @see https://js.tensorflow.org/api/latest/#math.confusionMatrix
 */
export function confusionMatrix(
  labels: TensorLike,
  predictions: TensorLike,
  numClasses: number,
): Tensor {
  if (!(Number.isInteger(numClasses) && numClasses > 0)) {
    throw new ArgumentError({
      operation: 'confusionMatrix',
      expected: 'numClasses to be a whole number from 1 up',
      received: describe(numClasses),
      hint: 'count the classes',
    });
  }
  const actual = toTensor('confusionMatrix', 'labels', labels);
  const guessed = toTensor('confusionMatrix', 'predictions', predictions);
  if (actual.rank !== 1 || guessed.rank !== 1 || actual.size !== guessed.size) {
    throw new ShapeError({
      operation: 'confusionMatrix',
      expected: 'two vectors of one length',
      received: `${describeShape(actual.shape)} and ${describeShape(guessed.shape)}`,
      hint: 'argMax turns probabilities into class numbers',
    });
  }
  checkClasses('labels', actual, numClasses);
  checkClasses('predictions', guessed, numClasses);
  return matMul(oneHot(actual, numClasses), oneHot(guessed, numClasses), true);
}
