import * as tf from '@tensorflow/tfjs';
import type { Contestant } from './contestant.js';
import { tfjsProgram } from './tfjs-program.js';

export const tfjsCpu: Contestant = {
  name: 'tfjs cpu',
  async prepare(workload) {
    await tf.setBackend('cpu');
    return tfjsProgram(tf, workload);
  },
};
