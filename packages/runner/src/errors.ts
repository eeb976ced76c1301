/**
 * A mistake in how the runner is used, as opposed to a mistake in the reader's text.
 *
 * @example
 * new RunnerError('run', 'a compiled program', 'undefined', 'call compile first').message
 * //=> 'run: expected a compiled program, received undefined; call compile first'
 */
export class RunnerError extends Error {
  override readonly name = 'RunnerError';

  constructor(
    readonly operation: string,
    readonly expected: string,
    readonly received: string,
    readonly hint?: string,
    options?: ErrorOptions,
  ) {
    super(
      `${operation}: expected ${expected}, received ${received}${hint ? `; ${hint}` : ''}`,
      options,
    );
  }
}
