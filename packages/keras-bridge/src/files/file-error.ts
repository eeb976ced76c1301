import { FormatError, ResourceError } from '@backprop/core';

/** Where in a file something was wrong: the file's name and a path, member or byte inside it. */
export interface FilePlace {
  file: string;
  place: string;
}

/**
 * A model file that is damaged, hostile, or uses something this package cannot represent.
 *
 * @example
 * let place = '';
 * try {
 *   readKeras(new Uint8Array([1, 2, 3]));
 * } catch (error) {
 *   if (error instanceof FileFormatError) place = error.place;
 * }
 * place //=> 'end of file'
 */
export class FileFormatError extends FormatError implements FilePlace {
  override readonly name: string = 'FileFormatError';
  readonly file: string;
  readonly place: string;

  constructor(details: FormatFailure) {
    super(withPlace(details));
    this.file = details.file;
    this.place = details.place;
  }
}

/** A model file that would need more memory than the reader allows. */
export class FileResourceError extends ResourceError implements FilePlace {
  override readonly name: string = 'FileResourceError';
  readonly file: string;
  readonly place: string;

  constructor(details: FormatFailure) {
    super(withPlace(details));
    this.file = details.file;
    this.place = details.place;
  }
}

interface FormatFailure extends FilePlace {
  operation: string;
  expected: string;
  received: string;
  hint: string;
}

const withPlace = ({ operation, expected, received, hint, file, place }: FormatFailure) => ({
  operation,
  expected,
  received: `${received} at ${place} of ${file}`,
  hint,
});

/**
 * The file being read and the function that reads it, passed along so that every failure can name
 * both.
 */
export class FileSource {
  readonly operation: string;
  readonly file: string;

  constructor(operation: string, file: string) {
    this.operation = operation;
    this.file = file;
  }

  /** Stops: the file is not in the format it should be in. */
  format(place: string, expected: string, received: string, hint: string): never {
    throw new FileFormatError({
      operation: this.operation,
      file: this.file,
      place,
      expected,
      received,
      hint,
    });
  }

  /** Stops: reading on would need too much memory. */
  resource(place: string, expected: string, received: string, hint: string): never {
    throw new FileResourceError({
      operation: this.operation,
      file: this.file,
      place,
      expected,
      received,
      hint,
    });
  }
}
