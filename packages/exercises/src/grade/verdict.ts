import type { Output, ProgramError } from '@backprop/runner';

/** Cases right, of all cases. */
export interface Score {
  passed: number;
  total: number;
}

/** Cases right in one group of an exercise. */
export interface GroupScore extends Score {
  title: string;
  /** True when the arguments were drawn from the seed. */
  random: boolean;
}

/** One wrong answer, as text that is safe to show and bounded in length. */
export interface Failure {
  group: string;
  /** The function that was called. */
  call: string;
  args: { name: string; text: string }[];
  expected: string;
  received: string;
  /** What does not fit and where: "W1[0][1] should be 0.12, and is 0.11". */
  why: string;
}

/** Why some or all cases have no answer at all. */
export interface Problem {
  kind:
    | 'syntax' // the text is no program
    | 'load' // it stopped with an error before any function could be called
    | 'missing' // it does not export a function that is wanted
    | 'threw' // a call ended in an error
    | 'not-data' // a call gave back something that is not plain data
    | 'timed-out' // no answer within the deadline
    | 'did-not-finish' // the program ended itself, or ran out of memory
    | 'stopped'; // the learner pressed Stop
  message: string;
  /** With the place in the learner's text, where there is one. */
  error?: ProgramError;
}

/** What a submission earned, the same wherever it was graded. Plain data. */
export interface Verdict {
  exercise: string;
  /** Draws the same random cases again. */
  seed: number;
  passed: boolean;
  score: Score;
  groups: GroupScore[];
  /** The first few wrong answers, one per group before a second of any. */
  failures: Failure[];
  /** The common mistake whose answers are the same as these, if there is one. */
  mistake: { name: string; message: string } | null;
  problem: Problem | null;
  /** What the learner's program wrote to the console. */
  output: Output[];
  milliseconds: number;
}
