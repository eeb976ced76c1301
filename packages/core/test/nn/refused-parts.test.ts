import { activations, initializers, losses, metrics, regularizers } from '../../src/nn/index.js';
import { ones } from '../../src/tensor/fill.js';
import { variable } from '../../src/tensor/variable.js';
import { callbacks, schedules, train } from '../../src/train/index.js';
import { type Refusal, testRefusals, wrong } from './refusals.js';

const REFUSALS: Refusal[] = [
  [
    () => train.sgd(-1),
    'ArgumentError',
    'sgd: expected learningRate to be 0 or more, received -1; choose learningRate at least 0',
  ],
  [
    () => train.sgd(wrong('fast')),
    'ArgumentError',
    'sgd: expected learningRate to be a number or a schedule, received "fast"; write for example 0.01 or train.schedules.cosineDecay({ … })',
  ],
  [
    () => train.momentum(0.1, 1),
    'ArgumentError',
    'sgd: expected momentum to be at least 0 and below 1, received 1; it is a fraction',
  ],
  [
    () => train.adam({ beta1: 1.1 }),
    'ArgumentError',
    'adam: expected beta1 to be at least 0 and below 1, received 1.1; it is a fraction',
  ],
  [
    () => train.adam(wrong({ learning_rate: 0.1 })),
    'ArgumentError',
    'adam: expected options among learningRate, weightDecay, clipnorm, clipvalue, globalClipnorm, beta1, beta2, epsilon, amsgrad, name, received "learning_rate"; did you mean learningRate?',
  ],
  [
    () => train.sgd(1, { clipnorm: 1, clipvalue: 1 }),
    'ArgumentError',
    'sgd: expected at most one of clipnorm, clipvalue, globalClipnorm, received ["clipnorm", "clipvalue"]; they would act one on the other: keep one',
  ],
  [
    () => train.sgd(1, { clipnorm: 0 }),
    'ArgumentError',
    'sgd: expected clipnorm to be a positive number, received 0; choose clipnorm above 0',
  ],
  [
    () => train.sgd(1).minimize(wrong(3)),
    'ArgumentError',
    'minimize: expected a function that computes the loss, received 3; write minimize(() => …)',
  ],
  [
    () => train.sgd(1).minimize(() => ones([2])),
    'ShapeError',
    'minimize: expected the loss to be a scalar, received shape [2]; reduce it with mean() or sum()',
  ],
  [
    () => train.sgd(1).minimize(() => ones([])),
    'GraphError',
    'minimize: expected the loss to depend on a trainable variable, received one that depends on none; make parameters with variable(…), set trainable, and stay with tensors on the way',
  ],
  [
    () => train.sgd(1).applyGradients([]),
    'ArgumentError',
    'applyGradients: expected at least one variable with a gradient, received []; give varList, or make variables with variable(…)',
  ],
  [
    () => train.sgd(1).applyGradients([{ variable: variable([1]), gradient: ones([2]) }]),
    'ShapeError',
    'applyGradients: expected a gradient of shape [1] for 0, received shape [2]; pair each gradient with its own variable',
  ],
  [
    () => train.adam().setState({ iterations: 1, slots: [ones([1])] }),
    'ArgumentError',
    'setState: expected 0 slots, received 1; call build(variables) first, and give all slots',
  ],
  [
    () => schedules.exponentialDecay({ initialLearningRate: 1, decaySteps: 0, decayRate: 1 }),
    'ArgumentError',
    'exponentialDecay: expected decaySteps to be a positive number, received 0; choose decaySteps above 0',
  ],
  [
    () => schedules.piecewiseConstantDecay({ boundaries: [1], values: [1] }),
    'ArgumentError',
    'piecewiseConstantDecay: expected 2 values for 1 boundaries, received 1; give one value before, between and after them',
  ],
  [
    () => callbacks.earlyStopping({ patience: -1 }),
    'ArgumentError',
    'earlyStopping: expected patience to be a whole number of at least 0, received -1; choose patience from 0, 1, 2, …',
  ],
  [
    () => callbacks.earlyStopping({ mode: wrong('up') }),
    'ArgumentError',
    'earlyStopping: expected mode to be auto, min or max, received "up"; \'min\' for losses',
  ],
  [
    () => callbacks.reduceLROnPlateau({ factor: 2 }),
    'ArgumentError',
    'reduceLROnPlateau: expected factor to be below 1, received 2; it lowers the rate',
  ],
  [
    () => callbacks.modelCheckpoint(wrong({})),
    'ArgumentError',
    'modelCheckpoint: expected save to be a function, received undefined; write save: (snapshot, epoch) => …',
  ],
  [
    () => callbacks.learningRateScheduler(wrong(0.1)),
    'ArgumentError',
    'learningRateScheduler: expected a function of the epoch, received 0.1; write (epoch, learningRate) => …',
  ],
  [
    () => initializers.constant({ value: Number.NaN }),
    'ArgumentError',
    'constant: expected value to be a finite number, received NaN; check how value was computed',
  ],
  [
    () => initializers.randomNormal({ stddev: -1 }),
    'ArgumentError',
    'randomNormal: expected stddev to be 0 or more, received -1; choose stddev at least 0',
  ],
  [
    () => initializers.identity().apply([2]),
    'ShapeError',
    'identity: expected a matrix, received shape [2]; use it for dense kernels only',
  ],
  [
    () => regularizers.l2({ l2: -1 }),
    'ArgumentError',
    'l2: expected l2 to be 0 or more, received -1; choose l2 at least 0',
  ],
  [
    () => losses.meanSquaredError([[1, 2]], [[1], [2]]),
    'ShapeError',
    "meanSquaredError: expected targets of shape [2, 1], as the predictions have, received [1, 2]; make the last layer's units match the targets",
  ],
  [
    () => losses.computeWeightedLoss([[1, 2, 3]], [1, 2]),
    'ShapeError',
    "computeWeightedLoss: expected weights that broadcast to the losses' shape [1, 3], received [2]; one weight for each sample has shape [n, 1] where the losses have shape [n, c]",
  ],
  [
    () => losses.hingeLoss([[1]], [[2]], 1, 7 as never),
    'ArgumentError',
    'hingeLoss: expected reduction to be one of 0, 1, 2, 3, received 7; take Reduction.MEAN and the like',
  ],
  [
    () => losses.cosineDistance([[1]], [[2]], undefined as never),
    'ArgumentError',
    'cosineDistance: expected an axis, received undefined; give the axis along which the vectors lie',
  ],
  [
    () => losses.sigmoidCrossEntropy([[1]], [[2]], 1, 2),
    'ArgumentError',
    'sigmoidCrossEntropy: expected labelSmoothing to be at least 0 and below 1, received 2; it is a fraction',
  ],
  [
    () => losses.sparseCategoricalCrossentropy([0.5], [[1, 0]]),
    'ArgumentError',
    'sparse_categorical_crossentropy: expected class numbers from 0 to 1, received 0.5; count classes from 0, and give the last layer one unit per class',
  ],
  [
    () => metrics.categoricalAccuracy([1, 0], [[1, 0]]),
    'ShapeError',
    'categoricalAccuracy: expected targets of shape [1, 2], as the predictions have, received [2]; class numbers as targets need sparseCategoricalCrossentropy; else reshape the targets',
  ],
  [
    () => activations.glu(ones([1, 3])),
    'ShapeError',
    'glu: expected an even size along axis 1, received [1, 3]; double the units of the layer before',
  ],
];

testRefusals('optimizers, callbacks and functions refuse bad arguments', REFUSALS);
