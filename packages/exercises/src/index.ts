/**
 * Graded exercises, for a page: nothing here needs Node.
 *
 * `createGrader(runner).grade(exercise, text)` gives a verdict; `report(verdict)` puts it in
 * words, the same in the page and in the terminal.
 */
export type { Exercise, ExerciseSummary, Mistake } from './catalogue/exercise.js';
export { exercises, exercisesOf, loadExercise } from './catalogue/index.js';
export { ExerciseError, UsageError } from './errors.js';
export { createGrader, type GradeOptions, type Grader } from './grade/grader.js';
export { headline, type ReportPart, report } from './grade/report.js';
export type { Failure, GroupScore, Problem, Score, Verdict } from './grade/verdict.js';
export {
  type ExerciseProgress,
  emptyProgress,
  type Progress,
  type ProgressReading,
  readProgress,
  writeProgress,
} from './progress/format.js';
export { mergeProgress, recordHint, recordVerdict } from './progress/merge.js';
