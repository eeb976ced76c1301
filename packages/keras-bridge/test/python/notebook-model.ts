import type { ModelFile } from '../../src/files/index.js';
import { makeModel } from '../files/sample-models.js';
import { kerasCase } from '../lockstep/keras-reference.js';

const KERAS = kerasCase('notebook regression, not shuffled');

/** The notebook's net with the notebook's first weights. */
export function notebookModel(): ModelFile {
  const model = makeModel(
    [null, 2],
    [
      ['Dense', { units: 2, name: 'dense' }],
      ['Dense', { units: 1, name: 'dense_1' }],
    ],
    {
      compile: {
        optimizer: {
          className: 'Adam',
          config: { learning_rate: 0.001, beta_1: 0.9, amsgrad: false, weight_decay: null },
        },
        loss: { name: 'mean_squared_error', config: {} },
        metrics: [],
      },
    },
  );
  const values = KERAS.spec.layers.flatMap(({ kernel, bias }) => [kernel.flat(), bias]);
  model.layers
    .flatMap(({ weights }) => weights)
    .forEach((weight, i) => {
      weight.values = Float32Array.from(values[i]!);
    });
  return model;
}
