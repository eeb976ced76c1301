import type { Json } from '../files/json/read-json.js';
import type { FileTensor } from '../files/model-file.js';
import { bracket, nest, shortFloat32 } from '../program-text/lists.js';

/** A text as Python writes it. JSON's escapes are Python's too. */
export const pythonText = (text: string): string => JSON.stringify(text);

/** A number as Python reads it back: `inf` and `nan` have no literal there. */
export function pythonNumber(value: number): string {
  if (Number.isNaN(value)) return 'float("nan")';
  if (!Number.isFinite(value)) return value > 0 ? 'float("inf")' : 'float("-inf")';
  return String(value);
}

/** Any plain value; lists become tuples, as Keras's sizes are. */
export function pythonValue(value: Json): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return pythonNumber(value);
  if (typeof value === 'string') return pythonText(value);
  if (!Array.isArray(value)) return 'None';
  const items = value.map(pythonValue);
  return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;
}

/** A NumPy array of a tensor, lines broken where they grow long. */
export function pythonArray({ shape, values }: Pick<FileTensor, 'shape' | 'values'>): string {
  const isDouble = values instanceof Float64Array;
  const write = (value: number) => pythonNumber(isDouble ? value : shortFloat32(value));
  const list = nest(Array.from(values, write), shape);
  return `np.array(${list}, dtype="${isDouble ? 'float64' : 'float32'}")`;
}

/** Nested lists of numbers, as they come from a program. */
export function pythonRows(rows: Json): string {
  if (!Array.isArray(rows)) return typeof rows === 'number' ? pythonNumber(rows) : 'None';
  return bracket(rows.map(pythonRows));
}
