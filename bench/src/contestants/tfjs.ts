import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { CANNOT_SCALAR, type Contestant } from './contestant.js';
import { tfjsProgram } from './tfjs-program.js';

function onBackend(backend: 'cpu' | 'wasm'): Contestant {
  return {
    name: `tfjs ${backend}`,
    async prepare(workload) {
      if (workload.kind === 'scalar') return CANNOT_SCALAR;
      const enter = async () => {
        if (tf.getBackend() !== backend) await tf.setBackend(backend);
      };
      await enter();
      return { trainer: { ...tfjsProgram(tf, workload), enter } };
    },
  };
}

export const tfjsCpu = onBackend('cpu');

/** @param files the folder, or address, of the WebAssembly files; ends with a slash */
export function tfjsWasm(files: string): Contestant {
  setWasmPaths(files);
  return onBackend('wasm');
}
