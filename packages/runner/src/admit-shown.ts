import type { RawError } from './display/describe-error.js';
import { toPlain } from './plain-data.js';
import type { ProgramPlaces } from './program-places.js';
import type { ProgramError, Shown } from './protocol.js';

const LONGEST_TEXT = 20_000;
const DEEPEST = 20;

/**
 * Copies what claims to be a shown value from the far side of the border. Whatever does not have
 * the protocol's form becomes a `cut`; errors get their places.
 */
export function admitShown(value: unknown, places: ProgramPlaces, depth = 0): Shown {
  const node = (value ?? {}) as Record<string, unknown>;
  if (depth > DEEPEST) return { kind: 'cut', why: 'depth', text: '…' };
  const inner = (child: unknown) => admitShown(child, places, depth + 1);
  switch (node.kind) {
    case 'primitive':
      return { kind: 'primitive', type: primitiveType(node.type), text: admitText(node.text) };
    case 'function':
      return { kind: 'function', name: admitText(node.name) };
    case 'array':
      return {
        kind: 'array',
        type: admitText(node.type),
        length: admitCount(node.length),
        items: admitList(node.items).map(inner),
      };
    case 'object':
      return {
        kind: 'object',
        type: admitText(node.type),
        entries: admitList(node.entries)
          .map(admitList)
          .map(([key, child]) => [admitText(key), inner(child)]),
        size: admitCount(node.size),
      };
    case 'tensor':
      return admitTensor(node);
    case 'error':
      return { kind: 'error', error: admitError(node.error, places) };
    case 'display':
      return admitDisplay(node, inner);
    default: {
      const why = node.why === 'depth' || node.why === 'cycle' ? node.why : 'size';
      return { kind: 'cut', why, text: node.kind === 'cut' ? admitText(node.text) : '…' };
    }
  }
}

function admitTensor(node: Record<string, unknown>): Shown {
  return {
    kind: 'tensor',
    dtype: admitText(node.dtype),
    shape: admitList(node.shape).map(admitCount),
    size: admitCount(node.size),
    values: admitList(node.values).map(admitNumber),
  };
}

function admitDisplay(node: Record<string, unknown>, inner: (child: unknown) => Shown): Shown {
  const type = admitText(node.type);
  if (type === 'tensor')
    return { kind: 'display', type, data: inner(node.data), text: admitText(node.text) };
  const plain = toPlain(node.data);
  const data = 'value' in plain ? plain.value : null;
  return { kind: 'display', type, data, text: admitText(node.text) };
}

/** An error from the far side, with places of the reader's text. */
export function admitError(value: unknown, places: ProgramPlaces): ProgramError {
  const { name, message, details, trace } = (value ?? {}) as Record<string, unknown>;
  const error: RawError = { name: admitText(name), message: admitText(message), stack: [] };
  if (typeof trace === 'string') error.trace = trace.slice(0, LONGEST_TEXT);
  if (typeof details === 'object' && details !== null) {
    const fields = Object.entries(details).slice(0, 20);
    error.details = Object.fromEntries(fields.map(([key, text]) => [key, admitText(text)]));
  }
  return places.resolve(error);
}

type PrimitiveType = Extract<Shown, { kind: 'primitive' }>['type'];
const PRIMITIVES: readonly PrimitiveType[] = [
  'number',
  'string',
  'boolean',
  'bigint',
  'undefined',
  'null',
  'symbol',
];

function primitiveType(value: unknown): PrimitiveType {
  return PRIMITIVES.find((type) => type === value) ?? 'string';
}

export function admitText(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, LONGEST_TEXT) : '';
}

/** Nothing is converted: `Number` of a foreign object may call what it holds. */
export function admitNumber(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN;
}

export function admitCount(value: unknown): number {
  return typeof value === 'number' && value >= 0 ? Math.floor(value) : 0;
}

export function admitList(value: unknown): unknown[] {
  return Array.isArray(value) ? value.slice(0, 10_000) : [];
}
