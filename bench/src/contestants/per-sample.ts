import brain from 'brain.js';
import synaptic from 'synaptic';
import { denseSizes, type NetWorkload, sample } from '../workloads/net.js';
import { CANNOT_SCALAR, type Contestant, type Entry } from './contestant.js';

// Libraries that update after each sample, with another loss and first weights of their own.

interface Pattern {
  input: number[];
  output: number[];
}

function patterns({ x, y, batch }: NetWorkload): Pattern[] {
  return Array.from({ length: batch }, (_, row) => ({
    input: sample(x, row, batch),
    output: sample(y, row, batch),
  }));
}

function entry(
  data: readonly Pattern[],
  train: (pattern: Pattern) => void,
  predict: (input: number[]) => ArrayLike<number>,
  difference: string,
): Entry {
  const squared = ({ input, output }: Pattern) => {
    const out = predict(input);
    return output.reduce((sum, target, i) => sum + (out[i]! - target) ** 2 / 2, 0);
  };
  return {
    trainer: {
      step: () => {
        for (const pattern of data) train(pattern);
      },
      loss: () => data.reduce((sum, pattern) => sum + squared(pattern), 0) / data.length,
      dispose: () => {},
    },
    difference,
    checkedAgainst: 'falling',
  };
}

const countWeights = ({ weights }: NetWorkload) =>
  weights.reduce((sum, { values }) => sum + values.length, 0);

const ONLY_DENSE = 'has dense layers only';

/** One activation for all layers, the last included. */
export const brainJs: Contestant = {
  name: 'brain.js',
  async prepare(workload) {
    if (workload.kind === 'scalar') return CANNOT_SCALAR;
    const sizes = denseSizes(workload);
    if (sizes === null) return ONLY_DENSE;
    const count = countWeights(workload);
    if (count > 150_000) return `takes many seconds for a step of ${count} weights`;
    const data = patterns(workload);
    const wanted = (workload.layers[0] as { activation: string }).activation;
    // The output is activated, too, and a relu there can end up at 0 for good.
    const activation = wanted === 'relu' ? 'sigmoid' : wanted;
    const net = new brain.NeuralNetwork({ hiddenLayers: sizes.slice(1, -1), activation });
    const { name, learningRate } = workload.optimizer;
    const praxis = name === 'adam' ? { praxis: 'adam' } : {}; // or SGD with its usual momentum
    // Its weights are made when it sees data; a step is then what its own loop does.
    net.train(data, { iterations: 1, errorThresh: 1e-9, learningRate, ...praxis });
    const difference = `update after each sample, squared error, ${activation} throughout`;
    return entry(
      data,
      (pattern) => net.trainPattern(pattern),
      (input) => net.run(input),
      difference,
    );
  },
};

/** It writes out a program with a statement for each weight, which is too much beyond these. */
const MOST_WEIGHTS = 10_000;

export const synapticJs: Contestant = {
  name: 'synaptic',
  async prepare(workload) {
    if (workload.kind === 'scalar') return CANNOT_SCALAR;
    const sizes = denseSizes(workload);
    if (sizes === null) return ONLY_DENSE;
    const count = countWeights(workload);
    if (count > MOST_WEIGHTS) return `compiles one statement for each weight, here ${count}`;
    const { squash } = synaptic.Neuron;
    const net = new synaptic.Architect.Perceptron(...sizes);
    const isSigmoid = workload.loss === 'sigmoidCrossEntropy';
    for (const layer of net.layers.hidden)
      layer.set({ squash: isSigmoid ? squash.LOGISTIC : squash.TANH });
    net.layers.output.set({ squash: isSigmoid ? squash.LOGISTIC : squash.IDENTITY });
    const rate = workload.optimizer.learningRate;
    return entry(
      patterns(workload),
      ({ input, output }) => {
        net.activate(input);
        net.propagate(rate, output);
      },
      (input) => net.activate(input),
      'update after each sample, SGD, squared error',
    );
  },
};
