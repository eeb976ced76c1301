import { describe, expect, it } from 'vitest';
import { type Engine, lockstep } from '../../src/index.js';

/** A net whose layers have names, as a lesson gives them. */
const options = {
  build(tf: Engine) {
    const model = tf.sequential({
      layers: [
        tf.layers.dense({ name: 'hidden', units: 2, inputShape: [2] }),
        tf.layers.batchNormalization({ name: 'norm' }),
        tf.layers.dense({ name: 'out', units: 1 }),
      ],
    });
    model.compile({ optimizer: tf.train.sgd(0.01), loss: 'meanSquaredError' });
    return model;
  },
  x: [
    [1, 2],
    [3, 4],
  ],
  y: [[1], [2]],
};

describe('lockstep, run again in the same program', () => {
  it('gives the weights of named layers the same names each time', async () => {
    const names = [];
    for (let time = 0; time < 2; time++) {
      const { steps } = await lockstep(options);
      names.push(steps[0]!.parameters.map(({ layer, name }) => `${layer}/${name}`));
    }
    expect(names[0]).toContain('norm/moving_mean');
    expect(names[1]).toEqual(names[0]);
  });
});
