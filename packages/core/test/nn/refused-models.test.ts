import { layers, sequential } from '../../src/nn/index.js';
import { type Refusal, testRefusals, wrong } from './refusals.js';

const dense = (extra: object = {}) => layers.dense({ units: 1, inputShape: [2], ...extra });

const model = (loss = 'meanSquaredError', units = 1) => {
  const made = sequential({ layers: [dense({ units })] });
  made.compile({ optimizer: 'sgd', loss });
  return made;
};

const X = [
  [1, 2],
  [3, 4],
];
const Y = [[1], [2]];

const fit = (options: object) => model().fit(X, Y, wrong(options));

const REFUSALS: Refusal[] = [
  [
    () => sequential(wrong([dense()])),
    'ArgumentError',
    'sequential: expected an object of options, received [an object with className, operation, name, named, batchInp…; write sequential({ … })',
  ],
  [
    () => sequential({ layers: wrong(dense()) }),
    'ArgumentError',
    'sequential: expected layers to be a list, received an object with className, operation, name, named, batchInpu…; write sequential({ layers: […] })',
  ],
  [
    () => sequential({ layers: [wrong({ units: 1 })] }),
    'ArgumentError',
    'sequential: expected a layer, received an object with units; make one with layers.dense({ … }) and the like',
  ],
  [
    () => sequential({ layers: [dense({ name: 'a' }), dense({ name: 'a' })] }),
    'ArgumentError',
    'sequential: expected layers with different names, received "a"; rename one of them',
  ],
  [
    () => sequential({ layers: [dense(), dense()] }),
    'ShapeError',
    'dense: expected inputs of shape [null, 2] for layer dense_1, received [null, 1]; a layer keeps the sizes that it was made for: change inputShape, or make a new one',
  ],
  [
    () => sequential().build(),
    'ArgumentError',
    'sequential: expected layers and an input shape, received "0 layers"; give the first layer an inputShape, for example [2]',
  ],
  [
    () => sequential().predict([[1]]),
    'ArgumentError',
    'sequential: expected layers and an input shape, received "0 layers"; give the first layer an inputShape, for example [2]',
  ],
  [
    () => model().getLayer('hidden'),
    'ArgumentError',
    'getLayer: expected a layer of this model, received "hidden"; it has dense',
  ],
  [
    () => model().setWeights([[[1], [2]]]),
    'ArgumentError',
    'setWeights: expected 2 weights for sequential, received 1; give them in the order in which they are listed',
  ],
  [
    () => model().setWeights([[[1]], [2]]),
    'ShapeError',
    'setWeights: expected kernel of sequential with shape [2, 1], received [1, 1]; give them in the order in which they are listed',
  ],
  [
    () => model().compile(wrong({ optimizer: 'sgd' })),
    'ArgumentError',
    'compile: expected a known loss or a function, received undefined; known are mean_squared_error, mean_absolute_error, mean_absolute_percentage_error, mean_squared_logarithmic_error, huber, log_cosh, poisson, kl_divergence, cosine_similarity, binary_crossentropy, categorical_crossentropy, sparse_categorical_crossentropy, hinge, squared_hinge, categorical_hinge',
  ],
  [
    () => model().compile(wrong({ loss: 'mse' })),
    'ArgumentError',
    'compile: expected optimizer to be one of sgd, adam, adamw, rmsprop, adagrad, or made by train.…, received undefined; for example train.adam(0.01)',
  ],
  [
    () => model().compile({ optimizer: 'adan', loss: 'mse' }),
    'ArgumentError',
    'compile: expected optimizer to be one of sgd, adam, adamw, rmsprop, adagrad, or made by train.…, received "adan"; for example train.adam(0.01)',
  ],
  [
    () => model().compile({ optimizer: 'sgd', loss: 'mean_square' }),
    'ArgumentError',
    'compile: expected a known loss or a function, received "mean_square"; known are mean_squared_error, mean_absolute_error, mean_absolute_percentage_error, mean_squared_logarithmic_error, huber, log_cosh, poisson, kl_divergence, cosine_similarity, binary_crossentropy, categorical_crossentropy, sparse_categorical_crossentropy, hinge, squared_hinge, categorical_hinge',
  ],
  [
    () => model().compile({ optimizer: 'sgd', loss: 'mse', metrics: ['acuracy'] }),
    'ArgumentError',
    'compile: expected a known metric or a function, received "acuracy"; known are accuracy, binary_accuracy, categorical_accuracy, sparse_categorical_accuracy, precision, recall, root_mean_squared_error, mean_squared_error, mean_absolute_error, mean_absolute_percentage_error, mean_squared_logarithmic_error, huber, log_cosh, poisson, kl_divergence, cosine_similarity, binary_crossentropy, categorical_crossentropy, sparse_categorical_crossentropy, hinge, squared_hinge, categorical_hinge',
  ],
  [
    () => model().compile({ optimizer: 'sgd', loss: 'mse', metrics: ['mae', 'mae'] }),
    'ArgumentError',
    'compile: expected metrics with different names, received "mae"; each has one column in the history: name each once',
  ],
  [
    () => sequential({ layers: [dense()] }).fit(X, Y),
    'ArgumentError',
    "fit: expected a compiled model, received \"sequential\"; call compile({ optimizer: 'adam', loss: 'meanSquaredError' }) first",
  ],
  [
    () => sequential({ layers: [dense()] }).evaluate(X, Y),
    'ArgumentError',
    "evaluate: expected a compiled model, received \"sequential\"; call compile({ optimizer: 'adam', loss: 'meanSquaredError' }) first",
  ],
  [
    () => model().fit([[1, 2, 3]], [[1]]),
    'ShapeError',
    'fit: expected x of shape [null, 2], as sequential takes it, received [1, 3]; null stands for any number of samples',
  ],
  [
    () => model().fit(X, [[1]]),
    'ShapeError',
    'fit: expected one target for each of 2 samples, received y of shape [1, 1]; x and y have the same size along their first axis',
  ],
  [
    () =>
      model().fit(X, [
        [1, 2],
        [3, 4],
      ]),
    'ShapeError',
    "mean_squared_error: expected targets of shape [2, 1], as the predictions have, received [2, 2]; make the last layer's units match the targets",
  ],
  [
    () => model().fit([], []),
    'ShapeError',
    'fit: expected at least one sample along the first axis of x, received shape [0]; write one sample as [[1, 2]]',
  ],
  [
    () =>
      model().fit(
        [
          [1, Number.NaN],
          [3, 4],
        ],
        Y,
      ),
    'ArgumentError',
    'fit: expected x to hold finite numbers, received NaN at [0, 1]; replace missing values before training',
  ],
  [
    () => model().fit(X, [[1], [Number.POSITIVE_INFINITY]]),
    'ArgumentError',
    'fit: expected y to hold finite numbers, received Infinity at [1, 0]; replace missing values before training',
  ],
  [
    () => model().fit(wrong([['a', 'b']]), Y),
    'ArgumentError',
    'fit: expected x to hold numbers, received "a"; convert text and missing values to numbers first',
  ],
  [
    () => model('sparseCategoricalCrossentropy', 3).fit(X, [0, 3]),
    'ArgumentError',
    'sparse_categorical_crossentropy: expected class numbers from 0 to 2, received 3; count classes from 0, and give the last layer one unit per class',
  ],
  [
    () => model('categoricalCrossentropy', 3).fit(X, [0, 1]),
    'ShapeError',
    'categorical_crossentropy: expected targets of shape [2, 3], as the predictions have, received [2]; class numbers as targets need sparseCategoricalCrossentropy; else reshape the targets',
  ],
  [
    () => fit({ epochs: -1 }),
    'ArgumentError',
    'fit: expected epochs to be a whole number of at least 0, received -1; choose epochs from 0, 1, 2, …',
  ],
  [
    () => fit({ epoch: 5 }),
    'ArgumentError',
    'fit: expected options among epochs, initialEpoch, batchSize, shuffle, seed, validationSplit, validationData, validationBatchSize, sampleWeight, classWeight, callbacks, signal, verbose, received "epoch"; remove it or check its spelling',
  ],
  [
    () => fit({ batchSize: 0 }),
    'ArgumentError',
    'fit: expected batchSize to be a whole number of at least 1, received 0; choose batchSize from 1, 2, 3, …',
  ],
  [
    () => fit({ shuffle: 'batch' }),
    'ArgumentError',
    'fit: expected shuffle to be true or false, received "batch"; leave shuffle out for its default',
  ],
  [
    () => fit({ validationSplit: 1 }),
    'ArgumentError',
    'fit: expected validationSplit to be at least 0 and below 1, received 1; it is the share of the samples that is kept apart',
  ],
  [
    () => fit({ validationSplit: 0.6 }),
    'ArgumentError',
    'fit: expected validationSplit to leave samples on both sides of 2, received 0.6; give more samples, or validationData',
  ],
  [
    () => fit({ validationData: X }),
    'ShapeError',
    'fit: expected x of shape [null, 2], as sequential takes it, received [2]; null stands for any number of samples',
  ],
  [
    () => fit({ validationSplit: 0.5, validationData: [X, Y] }),
    'ArgumentError',
    'fit: expected validationSplit or validationData, received "both"; give one of the two',
  ],
  [
    () => fit({ seed: 1.5 }),
    'ArgumentError',
    'fit: expected seed to be a whole number in 0 … 4294967295, received 1.5; leave it out for a random one',
  ],
  [
    () => fit({ signal: {} }),
    'ArgumentError',
    'fit: expected signal to be an AbortSignal, received an empty object; pass controller.signal',
  ],
  [
    () => fit({ callbacks: { onEpocEnd: () => {} } }),
    'ArgumentError',
    'fit: expected callback functions among onTrainBegin, onTrainEnd, onEpochBegin, onEpochEnd, onBatchBegin, onBatchEnd, received "onEpocEnd"; check the spelling',
  ],
  [
    () => fit({ callbacks: [3] }),
    'ArgumentError',
    'fit: expected callbacks to be objects, received 3; with functions among onTrainBegin, onTrainEnd, onEpochBegin, onEpochEnd, onBatchBegin, onBatchEnd',
  ],
  [
    () => fit({ sampleWeight: [1] }),
    'ShapeError',
    'fit: expected sampleWeight of shape [2], one per sample, received [1]; give one number per sample',
  ],
  [
    () => fit({ sampleWeight: [1, -1] }),
    'ArgumentError',
    'fit: expected sampleWeight[1] to be 0 or more, received -1; choose sampleWeight[1] at least 0',
  ],
  [
    () => fit({ classWeight: { 1: -2 } }),
    'ArgumentError',
    'fit: expected classWeight[1] to be 0 or more, received -2; choose classWeight[1] at least 0',
  ],
  [
    () => model().predict([[1, 2]], wrong({ batch: 3 })),
    'ArgumentError',
    'predict: expected options among batchSize, verbose, received "batch"; remove it or check its spelling',
  ],
];

testRefusals('models refuse bad options and data', REFUSALS);
