import type { Place, ProgramError } from '../protocol.js';

/**
 * What is wrong with the reader's text, in plain words, and where.
 *
 * @example
 * new CompileError('A bracket is not closed', { line: 2, column: 5 }).place.line //=> 2
 */
export class CompileError extends Error {
  override readonly name = 'SyntaxError';

  constructor(
    message: string,
    readonly place: Place,
  ) {
    super(message);
  }

  /** The same as data, so that a page can treat it like an error of the running program. */
  toProgramError(): ProgramError {
    return { name: this.name, message: this.message, place: this.place, stack: [this.place] };
  }
}
