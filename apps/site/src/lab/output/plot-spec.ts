/**
 * Plots that edited code asks for, as data. Only what is named here reaches the drawing library:
 * no links, no images, no functions, nothing from another host.
 */

export const MARKS = ['line', 'dot', 'rect', 'bar', 'area', 'rule', 'text', 'cell'] as const;
export type MarkType = (typeof MARKS)[number];

export type Cell = string | number | boolean | null;
export type Datum = Record<string, Cell>;

export interface PlotMark {
  type: MarkType;
  data: Datum[];
  options: Record<string, string | number | boolean>;
}

export interface PlotSpec {
  marks: PlotMark[];
  x: AxisSpec;
  y: AxisSpec;
  height: number;
}

export interface AxisSpec {
  label?: string;
  type?: 'linear' | 'log';
  domain?: [number, number];
}

/** The channels and constants that a mark may have: columns of its data, numbers or colours. */
const CHANNELS = ['x', 'y', 'x1', 'x2', 'y1', 'y2', 'z', 'text', 'r'];
const COLOURS = ['stroke', 'fill'];
const CONSTANTS = ['strokeWidth', 'strokeDasharray', 'fillOpacity', 'strokeOpacity', 'curve'];
const MOST_POINTS = 20_000;
/** More names than that are no legend. */
const MOST_NAMED = 20;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCell = (value: unknown): value is Cell =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);
/** A named or hexadecimal colour; `url(…)` and the like are none. */
const isColour = (value: string) => /^(#[\da-f]{3,8}|[a-z]+)$/i.test(value);

function toDatum(row: unknown, index: number): Datum {
  if (isObject(row))
    return Object.fromEntries(Object.entries(row).filter(([, v]) => isCell(v))) as Datum;
  if (Array.isArray(row)) return { x: cellOf(row[0]), y: cellOf(row[1]) };
  return { x: index, y: cellOf(row) };
}

const cellOf = (value: unknown): Cell => (isCell(value) ? value : null);

/** Rows of objects, pairs `[x, y]`, or a list of numbers. */
function readData(data: unknown): Datum[] {
  return Array.isArray(data) ? data.slice(0, MOST_POINTS).map(toDatum) : [];
}

function readOptions(mark: Record<string, unknown>, data: Datum[]) {
  const columns = new Set(Object.keys(data[0] ?? {}));
  const options: PlotMark['options'] = {};
  const take = (name: string, fits: (value: string) => boolean) => {
    const value = mark[name];
    if (typeof value === 'number' || typeof value === 'boolean') options[name] = value;
    if (typeof value === 'string' && fits(value)) options[name] = value;
  };
  for (const name of CHANNELS) take(name, (value) => columns.has(value));
  for (const name of COLOURS) take(name, (value) => columns.has(value) || isColour(value));
  for (const name of CONSTANTS) take(name, (value) => /^[\w .,-]{1,40}$/.test(value));
  for (const axis of ['x', 'y']) if (!(axis in options) && columns.has(axis)) options[axis] = axis;
  return options;
}

function readAxis(axis: unknown): AxisSpec {
  if (!isObject(axis)) return {};
  const { label, type, domain } = axis;
  const read: AxisSpec = {};
  if (typeof label === 'string') read.label = label.slice(0, 100);
  if (type === 'log' || type === 'linear') read.type = type;
  if (Array.isArray(domain) && domain.length === 2 && domain.every(Number.isFinite)) {
    read.domain = [domain[0], domain[1]];
  }
  return read;
}

/**
 * Read a plot's description.
 *
 * @param spec anything at all
 * @returns what can be drawn of it; unknown marks and options are left out
 */
export function readPlotSpec(spec: unknown): PlotSpec {
  const { marks = [], x, y, height } = isObject(spec) ? spec : {};
  const known: PlotMark[] = [];
  for (const mark of Array.isArray(marks) ? marks.slice(0, 50) : []) {
    if (!isObject(mark) || !MARKS.includes(mark.type as MarkType)) continue;
    const data = readData(mark.data);
    known.push({ type: mark.type as MarkType, data, options: readOptions(mark, data) });
  }
  const tall = typeof height === 'number' && height >= 40 && height <= 1000 ? height : 260;
  return { marks: known, x: readAxis(x), y: readAxis(y), height: tall };
}

/** Whether colours stand for so few values that a legend can name them. */
export function hasLegend({ marks }: PlotSpec): boolean {
  const named = new Set<Cell | undefined>();
  for (const { data, options } of marks) {
    for (const colour of COLOURS) {
      const column = options[colour];
      if (typeof column !== 'string' || !data[0] || !(column in data[0])) continue;
      for (const row of data) named.add(row[column]);
    }
  }
  return named.size > 0 && named.size <= MOST_NAMED;
}
