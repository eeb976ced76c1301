import {
  attempt,
  className,
  cutText,
  isReadable,
  isTensor,
  lengthOf,
  readProperty,
} from '../display/read-safely.js';
import { SHOW_LIMITS, show } from '../display/show.js';
import { showText } from '../display/show-text.js';
import {
  append,
  create,
  defineProperty,
  isArray,
  keys,
  min,
  toText,
  typedArrayName,
} from '../intrinsics.js';
import { toPlain } from '../plain-data.js';
import type { Shown } from '../protocol.js';

/** The names that Node.js and browsers give the columns of their own making. */
const INDEX = '(index)';
const VALUES = 'Values';
const MOST_ROWS = 1000;
const MOST_COLUMNS = 100;
/** Most characters of a table, at 16 for a cell beside its name and text: a page's output fits more. */
const MOST_CHARACTERS = 200_000;
/** A cell that holds more than a number or word is told in so few characters. */
const LONGEST_CELL = 100;
const CELL_LIMITS = { ...SHOW_LIMITS, depth: 3, items: 10, numbers: 20, text: 200, nodes: 50 };

type Cell = number | string | boolean | null;
type Row = Record<string, Cell>;

/**
 * What `console.table(data, columns)` draws: a row for each entry of a list, object, typed array
 * or tensor, and a column for each property that some row has. Entries that have no properties
 * stand in a column `Values`. The first column is the entry's index or name.
 *
 * @param data anything
 * @param columns the names of the columns to draw; all when it is no list
 * @returns a display of type `table`, or null when there is no row: then the data is only logged
 * @see https://console.spec.whatwg.org/#table
 *
 * @example
 * tableOf([{ loss: 2 }])?.data //=> [{ '(index)': 0, loss: 2 }]
 */
export function tableOf(
  data: unknown,
  columns?: unknown,
): Extract<Shown, { kind: 'display' }> | null {
  const source = rowSource(data);
  if (!isReadable(source) || typeof source === 'function') return null;
  const names = entryNames(source);
  if (names.length === 0) return null;
  const rows: Row[] = [];
  let size = 0;
  for (let at = 0; at < names.length && at < MOST_ROWS && size < MOST_CHARACTERS; at++) {
    const row = create(null) as Row;
    size += put(row, INDEX, toCell(names[at]));
    size += fillRow(row, readProperty(source, names[at]!), columns);
    append(rows, row);
  }
  const cut = rows.length < names.length ? `, the first ${rows.length} of them` : '';
  return {
    kind: 'display',
    type: 'table',
    data: rows,
    text: `a table of ${names.length} ${names.length === 1 ? 'row' : 'rows'}${cut}`,
  };
}

/** A tensor's rows are lists of numbers. */
function rowSource(data: unknown): unknown {
  if (!isTensor(data)) return data;
  const plain = toPlain(data);
  return 'value' in plain ? plain.value : null;
}

/** Indexes as numbers, names as texts. */
function entryNames(value: object): (number | string)[] {
  if (!isArray(value) && typedArrayName(value) === undefined) return propertyNames(value);
  const indexes: number[] = [];
  const length = lengthOf(value);
  // All are counted, none beyond the last row is visited.
  for (let at = 0; at < length && at < MOST_ROWS; at++) append(indexes, at);
  indexes.length = length;
  return indexes;
}

/** Names of own enumerable properties; none when a proxy refuses to tell. */
function propertyNames(value: object): string[] {
  const names = attempt(() => keys(value));
  return 'value' in names ? names.value : [];
}

/** Adds an entry's cells to its row, and says how large they are. */
function fillRow(row: Row, entry: unknown, columns: unknown): number {
  const hasCells = isReadable(entry) && typeof entry !== 'function';
  if (!hasCells) return isArray(columns) ? 0 : put(row, VALUES, toCell(entry));
  const inner = isTensor(entry) ? rowSource(entry) : entry;
  const names = isArray(columns) ? columns : isReadable(inner) ? entryNames(inner) : [];
  const count = min(names.length, MOST_COLUMNS);
  let size = 0;
  for (let at = 0; at < count; at++) {
    const name = names[at] as unknown;
    const key = typeof name === 'symbol' ? '' : toText(name);
    size += put(row, cutText(key, LONGEST_CELL), toCell(readProperty(inner, key)));
  }
  return size;
}

/** Sets a cell, whatever its name (a column may be called `__proto__`), and says how large it is. */
function put(row: Row, name: string, value: Cell): number {
  defineProperty(row, name, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
    __proto__: null,
  } as PropertyDescriptor);
  return 16 + name.length + (typeof value === 'string' ? value.length : 0);
}

/** A number, word or switch as it is; everything else as the text that a console prints. */
function toCell(value: unknown): Cell {
  if (value === undefined || value === null) return value === null ? 'null' : null;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  // Words are put together with methods of lists and texts, which edited code may have replaced.
  const text = attempt(() => showText(show(value, CELL_LIMITS)));
  return 'value' in text ? cutText(text.value, LONGEST_CELL) : className(value as object);
}
