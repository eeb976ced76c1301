/**
 * Something that an exercise's author, or the machine, got wrong; never a learner's mistake.
 *
 * @example
 * new ExerciseError('grade', 'a whole number as seed', '1.5', 'use one that was printed').message
 * //=> 'grade: expected a whole number as seed, received 1.5; use one that was printed'
 */
export class ExerciseError extends Error {
  override readonly name: string = 'ExerciseError';

  constructor(
    readonly operation: string,
    readonly expected: string,
    readonly received: string,
    readonly hint: string,
    options?: ErrorOptions,
  ) {
    super(`${operation}: expected ${expected}, received ${received}; ${hint}`, options);
  }
}

/** The caller asked for something that there is not: an unknown id, a missing folder. */
export class UsageError extends ExerciseError {
  override readonly name = 'UsageError';
}
