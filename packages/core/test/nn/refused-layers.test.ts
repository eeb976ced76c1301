import { layers } from '../../src/nn/index.js';
import { zeros } from '../../src/tensor/fill.js';
import { type Refusal, testRefusals, wrong } from './refusals.js';

const dense = (extra: object = {}) => layers.dense({ units: 1, inputShape: [2], ...extra });

const REFUSALS: Refusal[] = [
  [
    () => layers.dense(wrong({})),
    'ArgumentError',
    'dense: expected units to be a whole number of at least 1, received undefined; choose units from 1, 2, 3, …',
  ],
  [
    () => layers.dense(wrong(3)),
    'ArgumentError',
    'dense: expected an object of options, received 3; write dense({ … })',
  ],
  [
    () => layers.dense({ units: 0 }),
    'ArgumentError',
    'dense: expected units to be a whole number of at least 1, received 0; choose units from 1, 2, 3, …',
  ],
  [
    () => layers.dense({ units: 2.5 }),
    'ArgumentError',
    'dense: expected units to be a whole number of at least 1, received 2.5; choose units from 1, 2, 3, …',
  ],
  [
    () => layers.dense(wrong({ units: 1, use_bias: false })),
    'ArgumentError',
    'dense: expected options among units, inputDim, activation, useBias, kernelInitializer, biasInitializer, kernelRegularizer, biasRegularizer, name, trainable, dtype, inputShape, batchInputShape, batchSize, weights, received "use_bias"; did you mean useBias?',
  ],
  [
    () => layers.dense(wrong({ units: 1, useBias: 1 })),
    'ArgumentError',
    'dense: expected useBias to be true or false, received 1; leave useBias out for its default',
  ],
  [
    () => layers.dense({ units: 1, activation: 'rleu' }),
    'ArgumentError',
    'dense: expected a known activation or a function, received "rleu"; known are celu, elu, exponential, gelu, glu, hard_shrink, hard_sigmoid, hard_silu, hard_tanh, leaky_relu, linear, log_sigmoid, log_softmax, mish, relu, relu6, selu, sigmoid, silu, soft_shrink, softmax, softplus, softsign, sparse_plus, sparse_sigmoid, sparsemax, squareplus, tanh, tanh_shrink',
  ],
  [
    () => layers.dense({ units: 1, kernelInitializer: 'glorot' }),
    'ArgumentError',
    'dense: expected an initializer such as glorotUniform, heNormal or zeros, received "glorot"; make one with initializers.…',
  ],
  [
    () => layers.dense({ units: 1, kernelRegularizer: 'l3' }),
    'ArgumentError',
    'dense: expected a regularizer: l1, l2 or l1l2, received "l3"; write regularizers.l2({ l2: 0.01 })',
  ],
  [
    () => layers.dense({ units: 1, name: 'a/b' }),
    'ArgumentError',
    'dense: expected a name of letters, digits, _, ., > and -, received "a/b"; Keras files cannot carry others',
  ],
  [
    () => layers.dense({ units: 1, dtype: 'int32' }),
    'ArgumentError',
    'dense: expected dtype to be float32 or float64, received "int32"; weights need gradients',
  ],
  [
    () => layers.dense({ units: 1, dtype: wrong('float16') }),
    'DtypeError',
    'dense: expected dtype to be one of bool, int32, float32, float64, received "float16"; float32 is the default',
  ],
  [
    () => layers.dense({ units: 1, inputShape: wrong(2) }),
    'ArgumentError',
    'dense: expected inputShape to be a list of sizes, received 2; write for example [2]',
  ],
  [
    () => layers.dense({ units: 1, inputShape: [-2] }),
    'ShapeError',
    'dense: expected a shape of whole numbers, none negative, received [-2]; write for example [2, 3]',
  ],
  [
    () => dense({ weights: [[[1], [2]]] }).build([null, 2]),
    'ArgumentError',
    'setWeights: expected 2 weights for dense, received 1; give them in the order in which they are listed',
  ],
  [
    () => dense({ weights: [[[1, 2]], [0]] }).build([null, 2]),
    'ShapeError',
    'setWeights: expected kernel of dense with shape [2, 1], received [1, 2]; give them in the order in which they are listed',
  ],
  [
    () => dense().apply([1, 2]),
    'ShapeError',
    'dense: expected inputs of shape [batch, n], received [2]; samples lie along the first axis: reshape one row to [1, n]',
  ],
  [
    () => dense().apply(wrong('text')),
    'ArgumentError',
    'dense: expected input to be a tensor, a number or a nested array of numbers, received "text"; make one with tensor(…)',
  ],
  [
    () => dense().apply([[1, 2], [3]]),
    'ShapeError',
    'dense: expected input to have 2 entries in every list at depth 2, received a list of 1; rows of one length each: pad the short ones',
  ],
  [
    () => dense().outputShape,
    'ArgumentError',
    'dense: expected a layer that is built, received "dense"; apply it or add it to a model',
  ],
  [
    () => layers.dense({ units: 1, activation: wrong(() => 3) }).apply([[1]]),
    'ArgumentError',
    'activation: expected function own to return a tensor, received 3; return the tensor itself',
  ],
  [
    () => layers.dense({ units: 1, activation: (x) => x.sum() }).apply([[1]]),
    'ShapeError',
    'activation: expected function activation to keep rank and batch size of [1, 1], received []; an activation works element by element, or along the last axis',
  ],
  [
    () => layers.conv2d(wrong({ filters: 1 })),
    'ArgumentError',
    'conv2d: expected kernelSize to be a whole number from 1 up, or two of them, received undefined; write for example 3 or [3, 3]',
  ],
  [
    () => layers.conv2d({ filters: 1, kernelSize: [3, 0] }),
    'ArgumentError',
    'conv2d: expected kernelSize to be a whole number from 1 up, or two of them, received [3, 0]; write for example 3 or [3, 3]',
  ],
  [
    () => layers.conv2d({ filters: 1, kernelSize: 3, padding: wrong('full') }),
    'ArgumentError',
    "conv2d: expected padding to be 'valid' or 'same', received \"full\"; 'same' keeps the size",
  ],
  [
    () => layers.conv2d({ filters: 1, kernelSize: 3, dataFormat: wrong('channelsFirst') }),
    'ArgumentError',
    'conv2d: expected dataFormat \'channelsLast\', received "channelsFirst"; transpose the images to [batch, height, width, channels]',
  ],
  [
    () => layers.conv2d({ filters: 1, kernelSize: 3 }).apply(zeros([1, 2, 2, 1])),
    'ShapeError',
    "conv2d: expected images of at least 3 by 3, received [1, 2, 2, 1]; use a smaller kernel, or padding 'same'",
  ],
  [
    () => layers.conv2d({ filters: 1, kernelSize: 3 }).apply(zeros([28, 28])),
    'ShapeError',
    'conv2d: expected inputs of shape [batch, height, width, channels], received [28, 28]; reshape images to one channel at least',
  ],
  [
    () => layers.maxPooling2d({ poolSize: wrong('2') }),
    'ArgumentError',
    'maxPooling2d: expected poolSize to be a whole number from 1 up, or two of them, received "2"; write for example 3 or [3, 3]',
  ],
  [
    () => layers.maxPooling2d().apply(zeros([1, 1, 1, 1])),
    'ShapeError',
    "maxPooling2d: expected images of at least 2 by 2, received [1, 1, 1, 1]; use a smaller window, or padding 'same'",
  ],
  [
    () => layers.dropout({ rate: 1 }),
    'ArgumentError',
    'dropout: expected rate to be at least 0 and below 1, received 1; it is a fraction',
  ],
  [
    () => layers.dropout({ rate: 0.5, seed: -1 }),
    'ArgumentError',
    'dropout: expected seed to be a whole number in 0 … 4294967295, received -1; leave it out for a random one',
  ],
  [
    () => layers.reshape({ targetShape: [-1, -1] }),
    'ArgumentError',
    'reshape: expected targetShape of sizes from 1 up, at most one -1, received [-1, -1]; write for example targetShape: [28, 28, 1]',
  ],
  [
    () => layers.reshape({ targetShape: [4, -1] }).apply(zeros([2, 6])),
    'ShapeError',
    'reshape: expected samples that fill [4, -1], received [2, 6]; the number of elements must stay the same',
  ],
  [
    () => layers.activation(wrong({})),
    'ArgumentError',
    "activation: expected activation, received an empty object; write activation({ activation: 'relu' })",
  ],
  [
    () => layers.batchNormalization({ momentum: 1.5 }),
    'ArgumentError',
    'batchNormalization: expected momentum to be at least 0 and below 1, received 1.5; it is a fraction',
  ],
  [
    () => layers.batchNormalization({ axis: 0 }),
    'ArgumentError',
    'batchNormalization: expected axis to be a whole number other than 0, received 0; -1 is the last; 0 is the batch',
  ],
  [
    () => layers.embedding({ inputDim: 3, outputDim: 2 }).apply([[3]]),
    'ArgumentError',
    'embedding: expected whole numbers from 0 to 2, received 3; choose inputDim above the largest input',
  ],
  [
    () => layers.embedding({ inputDim: 3, outputDim: 2 }).apply([[0.5]]),
    'ArgumentError',
    'embedding: expected whole numbers from 0 to 2, received 0.5; choose inputDim above the largest input',
  ],
  [
    () => layers.inputLayer({}),
    'ArgumentError',
    'inputLayer: expected inputShape, received an empty object; write inputLayer({ inputShape: [2] })',
  ],
];

testRefusals('layers refuse bad options and inputs', REFUSALS);
