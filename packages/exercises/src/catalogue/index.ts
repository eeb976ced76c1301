import { loaders, summaries } from '#catalogue';
import { UsageError } from '../errors.js';
import type { Exercise, ExerciseSummary } from './exercise.js';
import { nearest } from './nearest.js';

/**
 * All exercises, in the order in which the course meets them.
 *
 * @example
 * exercises.find(({ id }) => id === 'one-update').title //=> 'One update by hand'
 */
export const exercises: readonly ExerciseSummary[] = summaries;

/**
 * The exercises that name this lesson's slug, in order.
 *
 * @param lesson The slug, for example `regression-by-hand`.
 * @example
 * exercisesOf('regression-by-hand')[0].id //=> 'one-update'
 * exercisesOf('no-such-lesson') //=> []
 */
export const exercisesOf = (lesson: string): ExerciseSummary[] =>
  exercises.filter((exercise) => exercise.lesson === lesson);

/**
 * Fetches one exercise: its task, texts and cases.
 *
 * @param id The slug, for example `one-update`.
 * @throws UsageError for an unknown id; it names the nearest one.
 * @example
 * const exercise = await loadExercise('one-update');
 * exercise.starter.includes('export function') //=> true
 */
export async function loadExercise(id: string): Promise<Exercise> {
  const summary = exercises.find((exercise) => exercise.id === id);
  if (!summary) throw unknownId('loadExercise', id, exercises);
  return { ...summary, ...(await loaders[summary.id]!()) };
}

/** The error for an id that no exercise has. */
export function unknownId(operation: string, id: string, known: readonly { id: string }[]) {
  const guess = nearest(
    id,
    known.map((exercise) => exercise.id),
  );
  return new UsageError(
    operation,
    'the id of an exercise',
    JSON.stringify(id),
    guess ? `did you mean "${guess}"?` : 'see `list` for all of them',
  );
}
