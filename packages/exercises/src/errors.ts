/**
 * Something that an exercise's author, or the machine, got wrong; never a learner's mistake.
 *
 * @example
 * new ExerciseError('loadExercise', 'a known id', '"one-updat"', 'did you mean "one-update"?').message
 * //=> 'loadExercise: expected a known id, received "one-updat"; did you mean "one-update"?'
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
