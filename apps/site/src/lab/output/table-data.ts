/** A table ready to be drawn. */
export interface TableData {
  columns: string[];
  rows: unknown[][];
  /** Rows that are there but not shown. */
  more: number;
}

/** The column that `console.table` adds. */
const INDEX = '(index)';
const MOST_ROWS = 200;
const MOST_COLUMNS = 30;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Rows of objects, rows of lists, a list of values, or an object of columns or values. */
export function readTable(data: unknown): TableData {
  const all = Array.isArray(data) ? data : isObject(data) ? rowsOfObject(data) : [data];
  const shown = all.slice(0, MOST_ROWS);
  const columns = columnsOf(shown);
  const rows = shown.map((row) =>
    columns.map((column, index) => {
      if (isObject(row)) return row[column];
      return Array.isArray(row) ? row[index] : index === 0 ? row : undefined;
    }),
  );
  return { columns, rows, more: all.length - shown.length };
}

function columnsOf(rows: readonly unknown[]): string[] {
  if (rows.some(isObject)) {
    const names = new Set(rows.filter(isObject).flatMap((row) => Object.keys(row)));
    // JavaScript puts keys that are integers first; the index of a console's table is before them.
    const index = names.delete(INDEX) ? [INDEX] : [];
    return [...index, ...names].slice(0, MOST_COLUMNS);
  }
  const width = Math.max(1, ...rows.map((row) => (Array.isArray(row) ? row.length : 1)));
  return Array.from({ length: Math.min(width, MOST_COLUMNS) }, (_, index) => String(index));
}

/** Columns beside each other when each entry is a list, else one row for each entry. */
function rowsOfObject(data: Record<string, unknown>): unknown[] {
  const entries = Object.entries(data);
  if (entries.length > 0 && entries.every(([, value]) => Array.isArray(value))) {
    const columns = entries as [string, unknown[]][];
    const length = Math.max(...columns.map(([, values]) => values.length));
    return Array.from({ length }, (_, row) =>
      Object.fromEntries(columns.map(([name, values]) => [name, values[row]])),
    );
  }
  return entries.map(([name, value]) => ({ name, value }));
}
