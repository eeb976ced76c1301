/** What a model is made of, by class and function names, as TensorFlow.js gives them. */
export interface Ingredients {
  optimizer: string;
  loss: string;
  activations: readonly string[];
  layers: readonly string[];
}

interface KnownDifference {
  applies(model: Ingredients): boolean;
  text: string;
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]/g, '');
const optimizer = (name: string) => (model: Ingredients) => plain(model.optimizer) === name;
const loss = (name: string) => (model: Ingredients) => plain(model.loss) === name;

/** Where core follows Keras 3 and TensorFlow.js 4.22 computes something else. */
const KNOWN: KnownDifference[] = [
  {
    applies: optimizer('adam'),
    text: 'Adam: core adds epsilon to √v as Keras does, TensorFlow.js to the corrected √v̂; the steps differ where gradients are about as small as epsilon.',
  },
  {
    applies: optimizer('rmsprop'),
    text: 'RMSprop: with centered, Keras subtracts the squared mean before it adds epsilon; TensorFlow.js computes another centered step.',
  },
  {
    applies: optimizer('momentum'),
    text: 'Momentum: Keras keeps the rate inside the running step, TensorFlow.js outside; they differ once the rate changes.',
  },
  {
    applies: loss('binarycrossentropy'),
    text: 'Binary cross-entropy: core uses the logits behind a sigmoid, unclipped, as Keras on TensorFlow does; TensorFlow.js clips the probabilities, so a very wrong and very sure output has no gradient there.',
  },
  {
    applies: (model) => /^(sparse)?categoricalcrossentropy$/.test(plain(model.loss)),
    text: 'Categorical cross-entropy: core uses the logits behind a softmax, as Keras on TensorFlow does; TensorFlow.js normalises, clips and takes the logarithm.',
  },
  {
    applies: (model) => /^(squared)?hinge$/.test(plain(model.loss)),
    text: 'Hinge: Keras takes answers of 0 and 1 for -1 and 1, TensorFlow.js does not.',
  },
  {
    applies: ({ layers }) => layers.includes('GlobalMaxPooling2D'),
    text: 'Global max pooling: core divides the gradient among equal greatest numbers, as TensorFlow does; TensorFlow.js gives each the whole.',
  },
  {
    applies: ({ activations }) => activations.some((name) => plain(name) === 'hardsigmoid'),
    text: 'hardSigmoid: Keras 3 has slope 1/6, TensorFlow.js 0.2.',
  },
];

/**
 * Says why the engines may part, as far as it is known and the model uses it.
 *
 * @param model - names of its parts
 * @returns whole sentences, none when nothing is known
 * @example
 * const names = { optimizer: 'SGD', loss: 'meanSquaredError', activations: ['linear'], layers: [] };
 * knownDifferences(names) //=> []
 */
export function knownDifferences(model: Ingredients): string[] {
  return KNOWN.filter(({ applies }) => applies(model)).map(({ text }) => text);
}
