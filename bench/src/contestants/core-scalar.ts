import { type Value, value } from '@backprop/core/scalar';
import type { ScalarWorkload } from '../workloads/scalar-graph.js';
import type { Trainer } from './contestant.js';
import { scalarLoss } from './scalar-net.js';

/** The scalar engine through its public API. */
export function coreScalar(workload: ScalarWorkload): Trainer {
  const parameters: Value[] = Array.from(workload.parameters, (data) => value(data));
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
