import type { TapeBackend } from '@backprop/core';
import * as core from '@backprop/core';
import type { Contestant } from './contestant.js';
import { coreScalar } from './core-scalar.js';
import { type Tf, tfjsProgram } from './tfjs-program.js';

/** The engine says that it has TensorFlow.js's API; for the checker it is another library. */
const asTensorFlow = core as unknown as Tf;

const CANNOT_TAPE = 'tapes record tensors; W5 is about single numbers';
const RECORDING_RUNS = 4;

/** The engine, operation by operation; graphs of single numbers on the scalar engine. */
export const coreEager: Contestant = {
  name: 'core eager',
  own: true,
  async prepare(workload) {
    if (workload.kind === 'scalar') return { trainer: coreScalar(workload) };
    return { trainer: tfjsProgram(asTensorFlow, workload) };
  },
};

/**
 * The engine from a tape. The step is recorded by its first runs, which train; so that every
 * contestant has trained equally, they count towards the steps that are asked for.
 */
export function coreJit(backend: TapeBackend): Contestant {
  return {
    name: `core jit ${backend}`,
    own: true,
    async prepare(workload) {
      if (workload.kind === 'scalar') return CANNOT_TAPE;
      try {
        core.setTapeBackend(backend);
      } catch (error) {
        return (error as Error).message;
      }
      const eager = tfjsProgram(asTensorFlow, workload);
      const step = core.jit(() => eager.step());
      let runs = 0;
      return {
        trainer: {
          ...eager,
          step: () => {
            step();
            if (runs < RECORDING_RUNS && ++runs === RECORDING_RUNS && step.eagerBecause !== null) {
              throw new Error(`the step was not put on a tape: ${step.eagerBecause}`);
            }
          },
          // Tapes keep the backend with which they were made.
          enter: async () => core.setTapeBackend(backend),
        },
      };
    },
  };
}

export const coreJits = (['relaxed-simd', 'simd', 'javascript'] as const).map(coreJit);
