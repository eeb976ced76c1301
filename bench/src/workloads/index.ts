import { type DenseWorkload, dense } from './dense.js';

/** The workloads, smallest first. */
export const WORKLOADS: readonly DenseWorkload[] = [
  dense({
    id: 'W1',
    title: '2-2-1 sigmoid, batch 1, Adam',
    sizes: [2, 2, 1],
    activation: 'sigmoid',
    loss: 'sigmoidCrossEntropy',
    optimizer: { name: 'adam', learningRate: 0.01 },
    batch: 1,
  }),
  dense({
    id: 'W2',
    title: '2-8-8-1 tanh, batch 32, SGD',
    sizes: [2, 8, 8, 1],
    activation: 'tanh',
    loss: 'halfSquaredError',
    optimizer: { name: 'sgd', learningRate: 0.03 },
    batch: 32,
  }),
];
