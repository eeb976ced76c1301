import { type ErrorDetails, FormatError } from '../errors/errors.js';

/**
 * A text that is not an expression this package understands.
 *
 * `position` is the column of the first character that does not fit, from 1, and `line` its line
 * when the text has several.
 *
 * @example
 * try { expression('2 * (x + 1'); } catch (error) { error.position } //=> 11
 */
export class ExpressionError extends FormatError {
  override readonly name: string = 'ExpressionError';
  readonly position: number;
  readonly line: number;

  constructor(details: ErrorDetails & { position: number; line: number }) {
    super(details);
    this.position = details.position;
    this.line = details.line;
  }
}
