/** Why something did not work, field by field, as the page lays it out. */
export interface Trouble {
  /** The file it is about; empty when it is about none. */
  file: string;
  /** Where in the file, or in what was typed. */
  place: string;
  expected: string;
  received: string;
  hint: string;
}

/** A typed error of the course's packages, whose fields are all texts. */
type TypedError = Error & Omit<Trouble, 'file' | 'place'> & Partial<Trouble>;

const isTyped = (error: unknown): error is TypedError =>
  error instanceof Error && 'expected' in error && 'received' in error && 'hint' in error;

/** The fields of anything that was thrown while a file was being worked on. */
export function troubleOf(error: unknown, file: string): Trouble {
  if (isTyped(error)) {
    const place = error.place ?? '';
    // The message says the place in its "received"; here it has a line of its own.
    const received = error.received.replace(` at ${place} of ${error.file}`, '');
    return { file, place, expected: error.expected, received, hint: error.hint };
  }
  const received = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (error instanceof DOMException) {
    const hint = 'choose the files themselves, not their folder, and choose again after a change';
    return { file, place: 'the whole file', expected: 'a file that can be read', received, hint };
  }
  const hint = 'another file can be opened; if Keras opens this one, please report it';
  return { file, place: 'unknown', expected: 'a model that fits in memory', received, hint };
}
