import { cutText, isReadable, isTensor, readProperty } from '../display/read-safely.js';
import { show } from '../display/show.js';
import { describeGraph, type GraphValue, isGraphValue, readGraph } from '../display/value-graph.js';
import { weighOutput } from '../display/weigh.js';
import { ErrorType, isArray, toText } from '../intrinsics.js';
import { toPlain } from '../plain-data.js';
import type { Output, Shown } from '../protocol.js';

/** The kinds of picture that a page draws from data. */
export const DISPLAY_TYPES = ['table', 'plot', 'tensor', 'latex', 'history', 'graph'] as const;
export type DisplayType = (typeof DISPLAY_TYPES)[number];

const LONGEST_DATA = 200_000;
/** Each weighs 8 bytes and more, so what has more of them is too long: no need to copy it first. */
const MOST_PARTS = LONGEST_DATA / 8;

/** A display that is asked for wrongly. */
class DisplayError extends ErrorType {
  override readonly name = 'DisplayError';

  constructor(
    readonly expected: string,
    readonly received: string,
    readonly hint: string,
  ) {
    super(`display: expected ${expected}, received ${received}; ${hint}`);
  }
}

/**
 * Makes the `display` of edited code: `display(value)` shows a value as it is, and
 * `display.plot(spec)` or `display(spec, { type: 'plot' })` asks for a picture of it.
 */
export function makeDisplay(say: (output: Output) => void): object {
  const display = (value: unknown, options?: unknown) => {
    const output: Output = { kind: 'display', value: toDisplay(value, options) };
    const key = readProperty(options, 'key');
    if (key !== undefined) output.key = cutText(toText(key), 100);
    if (weighOutput(output) > LONGEST_DATA) {
      throw new DisplayError(
        'something that fits a page',
        `about ${weighOutput(output)} bytes`,
        'show a part of it, or every tenth point',
      );
    }
    say(output);
  };
  const typed: Record<string, unknown> = display as never;
  for (let at = 0; at < DISPLAY_TYPES.length; at++) {
    const type = DISPLAY_TYPES[at]!;
    typed[type] = (value: unknown, options?: unknown) =>
      display(value, {
        key: readProperty(options, 'key'),
        title: readProperty(options, 'title'),
        type,
      });
  }
  return display;
}

function toDisplay(value: unknown, options: unknown): Shown {
  const type = readProperty(options, 'type');
  if (type === undefined) return isGraphValue(value) ? graph(value, options) : show(value);
  if (typeof type !== 'string' || !isDisplayType(type)) {
    throw new DisplayError(
      `a type among ${listTypes()}`,
      `'${toText(type)}'`,
      'leave it out to show the value as it is',
    );
  }
  checkShape(type, value);
  const tensor = type === 'tensor' ? show(value) : null;
  const data = type === 'history' ? curves(value) : value;
  const plain = tensor ? { value: tensor } : toPlain(data, MOST_PARTS);
  if ('reason' in plain) {
    throw new DisplayError(
      `data for a ${type}`,
      `something else: ${plain.reason}`,
      'pictures are made from plain data that fits a page, say every tenth point',
    );
  }
  const title = readProperty(options, 'title');
  return {
    kind: 'display',
    type,
    data: plain.value,
    text: title === undefined ? describe(type, value) : cutText(toText(title), 300),
  };
}

/** The graph behind a number; a number that was made from nothing is shown as it is. */
function graph(value: GraphValue, options: unknown): Shown {
  const read = readGraph(value);
  const plain = toPlain({ nodes: read.nodes, edges: read.edges });
  if (read.edges.length === 0 || 'reason' in plain) return show(value);
  const title = readProperty(options, 'title');
  const text = title === undefined ? describeGraph(read) : cutText(toText(title), 300);
  return { kind: 'display', type: 'graph', data: plain.value, text };
}

/** A history's curves; the object that `fit` returns also holds the model and functions. */
function curves(value: unknown): unknown {
  const history = readProperty(value, 'history');
  return isReadable(history)
    ? { epoch: readProperty(value, 'epoch'), history }
    : { history: value };
}

function isDisplayType(type: string): type is DisplayType {
  for (let at = 0; at < DISPLAY_TYPES.length; at++) if (DISPLAY_TYPES[at] === type) return true;
  return false;
}

function listTypes(): string {
  let list = '';
  for (let at = 0; at < DISPLAY_TYPES.length; at++)
    list += `${at > 0 ? ', ' : ''}${DISPLAY_TYPES[at]}`;
  return list;
}

/** What each picture needs at least; the page draws from nothing less. */
function checkShape(type: DisplayType, value: unknown): void {
  const wrong = (expected: string) => {
    const received = isReadable(value) ? (isArray(value) ? 'a list' : 'an object') : typeof value;
    throw new DisplayError(`${expected} for a ${type}`, received, `see display.${type}`);
  };
  switch (type) {
    case 'latex':
      return typeof value === 'string' ? undefined : wrong('a text');
    case 'tensor':
      return isTensor(value) || isArray(value) ? undefined : wrong('a tensor or a list of numbers');
    case 'table':
      return isReadable(value) ? undefined : wrong('a list of rows or a tensor');
    case 'plot':
      return isArray(readProperty(value, 'marks'))
        ? undefined
        : wrong('an object with a list of `marks`');
    case 'history':
      return isReadable(value) ? undefined : wrong('a training history');
    case 'graph':
      return isArray(readProperty(value, 'nodes')) && isArray(readProperty(value, 'edges'))
        ? undefined
        : wrong('an object with `nodes` and `edges`');
  }
}

/** What somebody hears or reads who does not see the picture. */
function describe(type: DisplayType, value: unknown): string {
  switch (type) {
    case 'latex':
      return cutText(toText(value), 2000);
    case 'plot':
      return `a plot of ${(readProperty(value, 'marks') as unknown[]).length} marks`;
    case 'graph':
      return `a graph of ${(readProperty(value, 'nodes') as unknown[]).length} nodes and ${
        (readProperty(value, 'edges') as unknown[]).length
      } edges`;
    case 'table':
      return isArray(value) ? `a table of ${value.length} rows` : 'a table';
    case 'history':
      return 'a training history';
    case 'tensor':
      return 'a tensor';
  }
}
