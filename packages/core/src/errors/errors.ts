/** What an error says, field by field, so that a page can lay it out. */
export interface ErrorDetails {
  /** The public function that refused, for example `matMul`. */
  operation: string;
  /** What it would have accepted. */
  expected: string;
  /** What it was given. */
  received: string;
  /** What to try next. */
  hint: string;
}

/**
 * Base class of every error that this project throws on purpose.
 *
 * The message is `operation: expected …, received …; hint`, made from the four fields.
 *
 * @example
 * const error = new ShapeError({ operation: 'add', expected: 'equal sizes', received: '[2] and [3]', hint: 'reshape one' });
 * error.message //=> 'add: expected equal sizes, received [2] and [3]; reshape one'
 */
export class BackpropError extends Error implements ErrorDetails {
  /** Written out in each class, for minifiers rename classes. */
  override readonly name: string = 'BackpropError';
  readonly operation: string;
  readonly expected: string;
  readonly received: string;
  readonly hint: string;

  constructor({ operation, expected, received, hint }: ErrorDetails) {
    super(`${operation}: expected ${expected}, received ${received}; ${hint}`);
    this.operation = operation;
    this.expected = expected;
    this.received = received;
    this.hint = hint;
  }
}

/** Sizes, ranks or nesting do not fit together. */
export class ShapeError extends BackpropError {
  override readonly name: string = 'ShapeError';
}

/** An element type that the operation cannot work with. */
export class DtypeError extends BackpropError {
  override readonly name: string = 'DtypeError';
}

/** An argument or option with a value outside its range, or of another kind. */
export class ArgumentError extends BackpropError {
  override readonly name: string = 'ArgumentError';
}

/** The recorded graph cannot answer: no gradient is defined, or a value changed since. */
export class GraphError extends BackpropError {
  override readonly name: string = 'GraphError';
}

/** A file or text that is not in the format it should be in. */
export class FormatError extends BackpropError {
  override readonly name: string = 'FormatError';
}

/** Memory that is not there: too much was asked for, or it was disposed. */
export class ResourceError extends BackpropError {
  override readonly name: string = 'ResourceError';
}
