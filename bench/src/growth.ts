import type { Contestant } from './contestants/contestant.js';
import { coreJits } from './contestants/core.js';
import type { Measurement } from './measure.js';
import type { Workload } from './workloads/index.js';
import { denseLayers, net } from './workloads/net.js';
import { scalarGraph } from './workloads/scalar-graph.js';

export type Axis = 'batch' | 'parameters' | 'graph nodes';

/** One net of a curve: how large it is along the axis, and what its steps took. */
export interface GrowthPoint {
  axis: Axis;
  size: number;
  measurement: Measurement;
}

interface Curve {
  axis: Axis;
  sizes: readonly number[];
  make(size: number): { workload: Workload; size: number };
  takesPart(contestant: Contestant): boolean;
}

const OURS = coreJits.filter(({ name }) => !name.endsWith('javascript')).map(({ name }) => name);
const ON_TENSORS = new Set([...OURS, 'jax-js jit', 'tfjs wasm']);

function batchOf(batch: number) {
  const workload = net({
    id: `batch ${batch}`,
    title: '2-8-8-1 tanh, SGD',
    input: [2],
    layers: denseLayers([8, 8, 1], 'tanh'),
    loss: 'halfSquaredError',
    optimizer: { name: 'sgd', learningRate: 0.03 },
    batch,
  });
  return { workload, size: batch };
}

function widthOf(units: number) {
  const workload = net({
    id: `width ${units}`,
    title: `${units}-${units}-10 relu, batch 32, Adam`,
    input: [units],
    layers: denseLayers([units, 10], 'relu'),
    loss: 'softmaxCrossEntropy',
    optimizer: { name: 'adam', learningRate: 1e-3 },
    batch: 32,
  });
  return { workload, size: workload.weights.reduce((sum, { values }) => sum + values.length, 0) };
}

function pointsOf(points: number) {
  const workload = scalarGraph(`points ${points}`, [2, 4, 1], points);
  return { workload, size: workload.nodes };
}

/** Half a decade apart, over three decades. */
const HALF_DECADES = [1, 3, 10, 32, 100, 316, 1000];

export const GROWTH: readonly Curve[] = [
  {
    axis: 'batch',
    sizes: HALF_DECADES,
    make: batchOf,
    takesPart: ({ name }) => ON_TENSORS.has(name),
  },
  {
    axis: 'parameters',
    sizes: [26, 52, 96, 175, 312, 560, 996], // 972 to 1 million
    make: widthOf,
    takesPart: ({ name }) => ON_TENSORS.has(name),
  },
  {
    axis: 'graph nodes',
    sizes: [8, 32, 100, 316, 1000, 3162, 10_000], // 293 to 320,037 nodes
    make: pointsOf,
    takesPart: ({ name }) => name === 'core eager' || name === 'core replay',
  },
];
