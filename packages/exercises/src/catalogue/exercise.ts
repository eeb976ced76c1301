import type { Definition } from '../define/define-exercise.js';

/** What a list of exercises shows; small, and loaded with the list. */
export interface ExerciseSummary {
  /** The folder's slug without its number. */
  id: string;
  title: string;
  /** The topic folder's slug without its number. */
  topic: string;
  /** The slug of the lesson that lists this exercise. */
  lesson: string;
  skills: readonly string[];
}

/** A common mistake: a program that makes it, and what to tell the learner who made it. */
export interface Mistake {
  name: string;
  message: string;
  text: string;
}

/** A whole exercise; loaded when the learner opens it. */
export interface Exercise extends ExerciseSummary {
  definition: Definition;
  /** The task, as MDX that uses no component and no import: plain Markdown, with TeX in `$`. */
  prompt: string;
  starter: string;
  solution: string;
  mistakes: readonly Mistake[];
}

/** What the module made from one exercise's folder exports. */
export type ExerciseModule = Pick<
  Exercise,
  'definition' | 'prompt' | 'starter' | 'solution' | 'mistakes'
>;
