import type { Json } from '../files/json/read-json.js';
import type { FileTensor } from '../files/model-file.js';

const WIDTH = 100;

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

/** The shortest text that gives the same float32: 0.1, not 0.10000000149011612. */
function shortFloat32(value: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return pythonNumber(short);
  }
  return pythonNumber(Number(value.toPrecision(9)));
}

/** A NumPy array of a tensor, lines broken where they grow long. */
export function pythonArray({ shape, values }: Pick<FileTensor, 'shape' | 'values'>): string {
  const isDouble = values instanceof Float64Array;
  const write = isDouble ? pythonNumber : shortFloat32;
  const list = nest(Array.from(values, write), shape);
  return `np.array(${list}, dtype="${isDouble ? 'float64' : 'float32'}")`;
}

/** Nested lists of numbers, as they come from a program. */
export function pythonRows(rows: Json): string {
  if (!Array.isArray(rows)) return typeof rows === 'number' ? pythonNumber(rows) : 'None';
  return bracket(rows.map(pythonRows));
}

function nest(items: string[], shape: readonly number[]): string {
  const [size, ...inner] = shape;
  if (size === undefined) return items[0] ?? '0';
  if (inner.length === 0) return bracket(items);
  const each = inner.reduce((a, b) => a * b, 1);
  const rows = Array.from({ length: size }, (_, i) =>
    nest(items.slice(i * each, (i + 1) * each), inner),
  );
  return bracket(rows);
}

function bracket(items: readonly string[]): string {
  const line = `[${items.join(', ')}]`;
  if (line.length <= WIDTH && !line.includes('\n')) return line;
  const rows: string[] = [];
  for (const item of items) {
    const last = rows.at(-1);
    const fits = last !== undefined && !item.includes('[') && last.length + item.length < WIDTH - 6;
    if (fits) rows[rows.length - 1] = `${last} ${item},`;
    else rows.push(`${item},`);
  }
  return `[\n${rows.join('\n').replaceAll(/^/gm, '    ')}\n]`;
}
