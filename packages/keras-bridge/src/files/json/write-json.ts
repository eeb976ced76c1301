/**
 * A number that must read as a float in Python: `1` becomes `1.0`, because Keras refuses an
 * integer learning rate.
 */
export class PythonFloat {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** What the writer accepts: JSON with floats marked. */
export type PythonJson =
  | null
  | boolean
  | number
  | string
  | PythonFloat
  | readonly PythonJson[]
  | { readonly [key: string]: PythonJson };

/** Writes JSON in the spacing of Python's json.dumps. */
export function writeJson(value: PythonJson): string {
  if (value instanceof PythonFloat) return writeFloat(value.value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(writeJson).join(', ')}]`;
  const members = Object.entries(value).map(
    ([key, inner]) => `${JSON.stringify(key)}: ${writeJson(inner)}`,
  );
  return `{${members.join(', ')}}`;
}

const isList = (value: object): value is readonly PythonJson[] => Array.isArray(value);

function writeFloat(value: number): string {
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}
