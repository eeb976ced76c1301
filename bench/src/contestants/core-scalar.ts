import { replay, type Value, value } from '@backprop/core/scalar';
import type { ScalarWorkload } from '../workloads/scalar-graph.js';
import type { Contestant, Trainer } from './contestant.js';
import { scalarLoss } from './scalar-net.js';

/** The scalar engine through its public API: the graph is built anew for each step. */
export function coreScalar(workload: ScalarWorkload): Trainer {
  const parameters = parametersOf(workload);
  const forward = () => scalarLoss<Value>(workload, parameters, value);
  return {
    step: () => {
      for (const w of parameters) w.grad = 0;
      forward().backward();
      for (const w of parameters) w.data -= workload.learningRate * w.grad;
    },
    loss: () => forward().data,
    dispose: () => {},
  };
}

/** The same engine, with a graph that is built once and then calculated again in each step. */
export const coreReplay: Contestant = {
  name: 'core replay',
  own: true,
  async prepare(workload) {
    if (workload.kind !== 'scalar') return 'replays graphs of single numbers; jit is for tensors';
    const parameters = parametersOf(workload);
    const graph = replay(scalarLoss<Value>(workload, parameters, value));
    return {
      trainer: {
        step: () => {
          for (const w of parameters) w.grad = 0;
          graph.forward();
          graph.backward();
          for (const w of parameters) w.data -= workload.learningRate * w.grad;
        },
        loss: () => graph.forward(),
        dispose: () => {},
      },
      difference: 'graph built once, before the first step',
    };
  },
};

function parametersOf({ parameters }: ScalarWorkload): Value[] {
  return Array.from(parameters, (data) => value(data));
}
