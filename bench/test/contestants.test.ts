// Each contestant trains the smallest nets for a few steps. Nothing here looks at a clock's result.
import { afterAll, expect, test } from 'vitest';
import { findDisagreement, trainedLoss } from '../src/agreement.js';
import { CORRECT } from '../src/contestants/in-javascript.js';
import { inNode } from '../src/contestants/in-node.js';
import { WORKLOADS, type Workload } from '../src/workloads/index.js';
import { denseLayers, net } from '../src/workloads/net.js';
import { scalarGraph } from '../src/workloads/scalar-graph.js';

const STEPS = 8;
const contestants = inNode();
const correct = contestants.find(({ name }) => name === CORRECT)!;

/** A convolutional net like W6's, small enough for every contestant. */
const SMALL_IMAGES = net({
  id: 'images',
  title: '6×6 images, two channels',
  input: [6, 6, 2],
  layers: [
    { kind: 'conv', filters: 3, activation: 'relu' },
    { kind: 'maxPool' },
    { kind: 'flatten' },
    ...denseLayers([4], 'relu'),
  ],
  loss: 'softmaxCrossEntropy',
  optimizer: { name: 'adam', learningRate: 0.01 },
  batch: 3,
});

/** W3's loss, optimizer and activation. */
const SMALL_CLASSES = net({
  id: 'classes',
  title: '5-6-3 relu',
  input: [5],
  layers: denseLayers([6, 3], 'relu'),
  loss: 'softmaxCrossEntropy',
  optimizer: { name: 'adam', learningRate: 0.01 },
  batch: 4,
});

const SMALL: readonly Workload[] = [
  WORKLOADS['W1']!(),
  WORKLOADS['W2']!(),
  SMALL_CLASSES,
  SMALL_IMAGES,
  scalarGraph('points', [2, 3, 1], 5),
];

/** Machine by machine some contestants may be missing; these must not be. */
const ALWAYS: Record<string, string[]> = {
  W1: [
    'core jit simd',
    'core jit javascript',
    'jax-js jit',
    'tfjs wasm',
    'tfjs cpu',
    'convnetjs',
    'brain.js',
    'synaptic',
  ],
  W2: ['core jit simd', 'jax-js jit', 'tfjs wasm', 'tfjs cpu', 'convnetjs', 'brain.js', 'synaptic'],
  classes: ['core jit simd', 'jax-js jit', 'tfjs wasm', 'tfjs cpu', 'convnetjs', 'brain.js'],
  images: ['core jit simd', 'core jit javascript', 'jax-js jit', 'tfjs cpu', 'convnetjs'],
  points: ['core replay', 'micrograd in TypeScript'],
};

const seen = new Map<string, string[]>();

for (const workload of SMALL) {
  for (const { name, prepare } of contestants) {
    test(`${name} trains ${workload.id} right, or says why it cannot`, async (context) => {
      if (name === 'tfjs wasm' && workload.id === 'images') {
        return context.skip('its backend has no derivative of a convolution');
      }
      const entry = await prepare(workload);
      if (typeof entry === 'string') {
        expect(entry.length).toBeGreaterThan(10);
        return context.skip(entry);
      }
      const { checkedAgainst = workload } = entry;
      let expected: number | null = null;
      if (checkedAgainst !== 'falling') {
        const reference = await correct.prepare(checkedAgainst);
        if (typeof reference === 'string') return expect.unreachable(reference);
        expected = await trainedLoss(reference, STEPS);
      }
      expect(await findDisagreement(entry, expected, STEPS)).toBeNull();
      entry.trainer.dispose();
      seen.set(workload.id, [...(seen.get(workload.id) ?? []), name]);
    });
  }
}

test('everyone who can on any machine has trained', () => {
  for (const [id, names] of Object.entries(ALWAYS)) {
    expect(seen.get(id), id).toEqual(expect.arrayContaining(names));
  }
});

afterAll(() => seen.clear());
