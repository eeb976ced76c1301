import type { EngineTensor, GivenGradient, Side } from './engine.js';

/**
 * Listens to the gradients that an engine hands to its optimizer, in the order of the trainable
 * weights.
 *
 * @returns a function that tells the last step's
 */
export function listenToGradients({ model }: Side): () => number[][] {
  const { optimizer } = model;
  const apply = optimizer.applyGradients;
  let last: number[][] = [];
  optimizer.applyGradients = (given) => {
    // The tensors are gone once the step is over.
    last = given.map((one) => Array.from(tensorOf(one).dataSync()));
    return apply.call(optimizer, given);
  };
  return () => last;
}

/** Core pairs a gradient with its variable, TensorFlow.js with its name. */
const tensorOf = (given: GivenGradient): EngineTensor =>
  'gradient' in given ? given.gradient : given.tensor;
