const LONGEST = 60;

/**
 * Names a value in a few words, for the "received" part of an error.
 *
 * @param value anything at all
 * @returns a short text; long ones are cut
 * @example
 * describe([2, 3]) //=> '[2, 3]'
 * describe('same') //=> '"same"'
 */
export function describe(value: unknown): string {
  const text = write(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function write(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function')
    return value.name === '' ? 'a function' : `function ${value.name}`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return writeArray(value);
  if (ArrayBuffer.isView(value)) return value.constructor.name;
  if (isTensor(value)) return `a ${value.dtype} tensor of shape ${describeShape(value.shape)}`;
  const keys = Object.keys(value);
  return keys.length === 0 ? 'an empty object' : `an object with ${keys.join(', ')}`;
}

function writeArray(value: readonly unknown[]): string {
  // A long array is cut anyway, so do not spend time on all of it.
  const shown = value
    .slice(0, LONGEST / 2)
    .map(write)
    .join(', ');
  return `[${shown}]`;
}

function isTensor(value: object): value is { dtype: string; shape: readonly number[] } {
  return 'dtype' in value && 'shape' in value && Array.isArray(value.shape);
}

/**
 * Writes a shape as the error messages do.
 *
 * @param shape sizes, outermost first
 * @returns for example `[2, 3]`; a scalar's is `[]`
 * @example
 * describeShape([2, 3]) //=> '[2, 3]'
 */
export function describeShape(shape: readonly (number | null)[]): string {
  return `[${shape.join(', ')}]`;
}
