import type { Workload } from '../workloads/index.js';

/** One net in training. */
export interface Trainer {
  /** Forward, loss, backward and update, once. */
  step(): void;
  /** The loss at the present weights. */
  loss(): number | Promise<number>;
  dispose(): void;
  /** Called before a run of steps: what several trainers share may need to be switched over. */
  enter?(): Promise<void>;
  /** Called after a run of steps: wait until all of them are really done. */
  settle?(): Promise<void>;
  /** For a trainer in a process of its own: do so many steps and say what CPU time they took. */
  remote?(steps: number): Promise<number>;
}

/** A trainer, and how what it does departs from the workload. */
export interface Entry {
  trainer: Trainer;
  /** What is different, such as `SGD instead of Adam`. */
  difference?: string;
  /** What else a reader of the table should know, such as the version of a Python library. */
  remark?: string;
  /**
   * What the losses are checked against: the workload as this library can do it; or `falling`, if
   * no other contestant can do the same, and all that can be asked is that the loss goes down.
   */
  checkedAgainst?: Workload | 'falling';
}

/** A library that can train the workloads. */
export interface Contestant {
  name: string;
  /** Ours, rather than held against ours. */
  own?: boolean;
  /** A text says why the contestant cannot do this workload here. */
  prepare(workload: Workload): Promise<Entry | string>;
}

export const CANNOT_SCALAR = 'works on arrays, not on graphs of single numbers';
