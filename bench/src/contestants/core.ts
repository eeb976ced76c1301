import * as core from '@backprop/core';
import type * as TensorFlow from '@tensorflow/tfjs';
import type { Contestant } from './contestant.js';
import { tfjsProgram } from './tfjs-program.js';

/** The engine, operation by operation. */
export const coreEager: Contestant = {
  name: 'core eager',
  async prepare(workload) {
    return tfjsProgram(core as unknown as typeof TensorFlow, workload);
  },
};
