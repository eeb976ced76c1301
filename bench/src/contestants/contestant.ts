import type { DenseWorkload } from '../workloads/dense.js';

/** One net in training. */
export interface Trainer {
  /** Forward, loss, backward and update, once. */
  step(): void;
  /** The loss at the present weights. */
  loss(): number;
  dispose(): void;
}

/** A library that can train the workloads. */
export interface Contestant {
  name: string;
  /** Null when the contestant cannot do this workload. */
  prepare(workload: DenseWorkload): Promise<Trainer | null>;
}
