import { denseLayers, type NetWorkload, net } from './net.js';
import { type ScalarWorkload, scalarGraph } from './scalar-graph.js';

export type Workload = NetWorkload | ScalarWorkload;

/** The workloads by their name; each is made when it is asked for. */
export const WORKLOADS: Readonly<Record<string, () => Workload>> = {
  W1: () =>
    net({
      id: 'W1',
      title: '2-2-1 sigmoid, batch 1, Adam',
      input: [2],
      layers: denseLayers([2, 1], 'sigmoid'),
      loss: 'sigmoidCrossEntropy',
      optimizer: { name: 'adam', learningRate: 0.01 },
      batch: 1,
    }),
  W2: () =>
    net({
      id: 'W2',
      title: '2-8-8-1 tanh, batch 32, SGD',
      input: [2],
      layers: denseLayers([8, 8, 1], 'tanh'),
      loss: 'halfSquaredError',
      optimizer: { name: 'sgd', learningRate: 0.03 },
      batch: 32,
    }),
  W3: () =>
    net({
      id: 'W3',
      title: '784-128-10 relu, batch 64, Adam',
      input: [784],
      layers: denseLayers([128, 10], 'relu'),
      loss: 'softmaxCrossEntropy',
      optimizer: { name: 'adam', learningRate: 1e-3 },
      batch: 64,
    }),
  W4: () =>
    net({
      id: 'W4',
      title: '784-512-512-10 relu, batch 128, Adam',
      input: [784],
      layers: denseLayers([512, 512, 10], 'relu'),
      loss: 'softmaxCrossEntropy',
      optimizer: { name: 'adam', learningRate: 1e-3 },
      batch: 128,
    }),
  W5: () => scalarGraph('W5', [2, 16, 16, 1], 100),
  W6: () =>
    net({
      id: 'W6',
      title: '28×28: two of conv 3×3 relu and max pool 2 (8, 16 filters), dense 10, batch 32, Adam',
      input: [28, 28, 1],
      layers: [
        { kind: 'conv', filters: 8, activation: 'relu' },
        { kind: 'maxPool' },
        { kind: 'conv', filters: 16, activation: 'relu' },
        { kind: 'maxPool' },
        { kind: 'flatten' },
        { kind: 'dense', units: 10, activation: 'linear' },
      ],
      loss: 'softmaxCrossEntropy',
      optimizer: { name: 'adam', learningRate: 1e-3 },
      batch: 32,
    }),
};
