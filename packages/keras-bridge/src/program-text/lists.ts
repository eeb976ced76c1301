/** Numbers as nested lists, the same in Python and TypeScript. */

const WIDTH = 100;

/** The shortest number that gives the same float32: 0.1, not 0.10000000149011612. */
export function shortFloat32(value: number): number {
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return Number(value.toPrecision(9));
}

/** Written numbers in row-by-row order as nested lists of a shape. */
export function nest(items: string[], shape: readonly number[], indent = 4): string {
  const [size, ...inner] = shape;
  if (size === undefined) return items[0] ?? '0';
  if (inner.length === 0) return bracket(items, indent);
  const each = inner.reduce((a, b) => a * b, 1);
  const rows = Array.from({ length: size }, (_, i) =>
    nest(items.slice(i * each, (i + 1) * each), inner, indent),
  );
  return bracket(rows, indent);
}

/** A list, its lines broken where they grow long, and then indented by some spaces. */
export function bracket(items: readonly string[], indent = 4): string {
  const line = `[${items.join(', ')}]`;
  if (line.length <= WIDTH && !line.includes('\n')) return line;
  const rows: string[] = [];
  for (const item of items) {
    const last = rows.at(-1);
    const fits = last !== undefined && !item.includes('[') && last.length + item.length < WIDTH - 6;
    if (fits) rows[rows.length - 1] = `${last} ${item},`;
    else rows.push(`${item},`);
  }
  return `[\n${rows.join('\n').replaceAll(/^/gm, ' '.repeat(indent))}\n]`;
}
