import { expect, it } from 'vitest';
import { type Engine, lockstep } from '../../src/index.js';
import * as tf from '../../src/tfjs.js';
import { buildCase, firstWeights, kerasCase } from './keras-reference.js';

const reference = kerasCase('notebook classification, not shuffled');
const { x, y, batch_size: batchSize, epochs } = reference.spec;
const run = (backend?: string) =>
  lockstep({
    build: buildCase(reference),
    x,
    y,
    weights: firstWeights(reference),
    batchSize,
    epochs,
    ...(backend === undefined ? {} : { backend }),
  });

it('lockstep refuses a backend that is not registered', async () => {
  await expect(run('wasm')).rejects.toThrow(
    "received wasm; cpu is there; for wasm import '@backprop/keras-bridge/tfjs-wasm' first",
  );
});

it("lockstep on wasm stays with core, and is not cpu's run under another name", async () => {
  await import('../../src/tfjs-wasm.js');
  const [onCpu, onWasm] = [await run(), await run('wasm')];
  expect(onWasm.departure).toBeNull();
  expect(onWasm.largestParameter.parameter.largest.difference).toBeLessThan(2e-6);
  const values = ({ steps }: typeof onCpu) => steps.map(({ loss }) => [loss.core, loss.tfjs]);
  expect(values(onWasm).map(([core]) => core)).toEqual(values(onCpu).map(([core]) => core));
  expect(values(onWasm)).not.toEqual(values(onCpu));
});

it('lockstep goes back to the backend before', async () => {
  await tf.setBackend('cpu');
  await run('wasm');
  expect(tf.getBackend()).toBe('cpu');
});

it('lockstep says which step wasm cannot compute', async () => {
  const build = (tf: Engine) => {
    const model = tf.sequential({
      layers: [
        tf.layers.conv2d({ filters: 1, kernelSize: 2, inputShape: [2, 2, 1] }),
        tf.layers.flatten(),
      ],
    });
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    return model;
  };
  const picture = [
    [
      [[1], [2]],
      [[3], [4]],
    ],
  ];
  await expect(lockstep({ build, x: picture, y: [[1]], backend: 'wasm' })).rejects.toThrow(
    "one that needs Conv2DBackpropFilter, which wasm lacks; take backend: 'cpu'",
  );
});
