import type { Comparison } from './comparison.js';
import type { Random } from './random.js';

/** Cases that test one thing, call one function and are compared in one way. */
export interface CaseGroup {
  /** What the group tests, as the learner reads it: "random weights and students". */
  title: string;
  /** The exported function that each case calls. */
  call: string;
  compare: Comparison;
  /** Fixed cases: the arguments of each call. */
  cases?: readonly (readonly unknown[])[];
  /** Random cases: how many, and how the arguments of one are drawn. */
  random?: { count: number; draw: (random: Random) => readonly unknown[] };
}

/** What `exercise.ts` says; everything else of an exercise lies in the files beside it. */
export interface Definition {
  title: string;
  /** The slug of the lesson that teaches what is needed here. */
  lesson: string;
  /** What solving it shows, in a few words each. */
  skills: readonly string[];
  /** The functions that the learner exports, with the names of their parameters in order. */
  exports: Readonly<Record<string, readonly string[]>>;
  /** From the gentlest to the plainest; shown one by one. */
  hints: readonly string[];
  groups: readonly CaseGroup[];
}

/**
 * Says what an exercise is; the default export of `exercise.ts`.
 *
 * @param definition Plain data, besides the functions that draw arguments or state a property.
 * Those are the author's, and run in the page or in the command line itself.
 * @example
 * const definition = defineExercise({
 *   title: 'Twice', lesson: 'one-neuron', skills: ['functions'],
 *   exports: { twice: ['x'] },
 *   hints: ['Which operation makes 3 of 1.5?'],
 *   groups: [{ title: 'whole numbers', call: 'twice', compare: exact(), cases: [[1], [2]] }],
 * });
 * definition.groups[0].call //=> 'twice'
 */
export const defineExercise = (definition: Definition): Definition => definition;
