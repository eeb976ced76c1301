import type { Shown } from '../protocol.js';

const WIDTH = 80;

/**
 * The text of a shown value, as a terminal or a plain view prints it.
 *
 * @example
 * showText(show({ a: [1, 2] })) //=> '{a: [1, 2]}'
 */
export function showText(shown: Shown): string {
  // A text by itself is what a program printed; within a value it needs its quotes.
  if (shown.kind === 'primitive' && shown.type === 'string') return shown.text;
  return write(shown, '');
}

/**
 * The text of a shown value as a program would write it down: a text has its quotes.
 *
 * @example
 * showAsWritten(show('abc')) //=> '"abc"'
 */
export function showAsWritten(shown: Shown): string {
  return write(shown, '');
}

function write(shown: Shown, indent: string): string {
  switch (shown.kind) {
    case 'primitive':
      return shown.type === 'string' ? quote(shown.text) : shown.text;
    case 'function':
      return `function ${shown.name || '(anonymous)'}`;
    case 'array':
      return writeArray(shown, indent);
    case 'object':
      return writeObject(shown, indent);
    case 'tensor':
      return writeTensor(shown, indent);
    case 'error':
      return `${shown.error.name}: ${shown.error.message}`;
    case 'display':
      return shown.text;
    case 'cut':
      return shown.why === 'cycle' ? `(${shown.text})` : shown.text;
  }
}

function quote(text: string): string {
  return JSON.stringify(text);
}

function enclose(open: string, parts: string[], close: string, indent: string): string {
  const line = `${open}${parts.join(', ')}${close}`;
  if (line.length + indent.length <= WIDTH && !line.includes('\n')) return line;
  const inner = `${indent}  `;
  return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`;
}

function writeArray(shown: Extract<Shown, { kind: 'array' }>, indent: string): string {
  const parts = shown.items.map((item) => write(item, `${indent}  `));
  const rest = shown.length - shown.items.length;
  if (rest > 0) parts.push(`… ${rest} more`);
  const name = shown.type === 'Array' ? '' : `${shown.type} `;
  return name + enclose('[', parts, ']', indent);
}

function writeObject(shown: Extract<Shown, { kind: 'object' }>, indent: string): string {
  if (shown.type === 'Date') return showText(shown.entries[0]![1]);
  const parts = shown.entries.map(([key, value]) => {
    const name = /^[A-Za-z_$][\w$]*$|^\[/.test(key) ? key : quote(key);
    return `${name}: ${write(value, `${indent}  `)}`;
  });
  const rest = shown.size - shown.entries.length;
  if (rest > 0) parts.push(`… ${rest} more`);
  return (shown.type ? `${shown.type} ` : '') + enclose('{', parts, '}', indent);
}

function writeTensor(shown: Extract<Shown, { kind: 'tensor' }>, indent: string): string {
  const { dtype, shape, size, values } = shown;
  const head = `Tensor ${dtype} [${shape.join(', ')}]`;
  if (shape.length === 0) return `${head} ${formatNumber(values[0] ?? Number.NaN, dtype)}`;
  if (size === 0) return `${head} []`;
  const texts = values.map((value) => formatNumber(value, dtype));
  const width = Math.max(...texts.map((text) => text.length));
  const padded = texts.map((text) => text.padStart(shape.length > 1 ? width : 0));
  const body = nest(padded, shape, 0, 0, `${indent} `).text;
  const cut = values.length < size ? `\n${indent}… ${size - values.length} more numbers` : '';
  return `${head}\n${indent}${body}${cut}`;
}

/** Nested brackets over as many numbers as were sent. */
function nest(texts: string[], shape: number[], axis: number, start: number, indent: string) {
  const parts: string[] = [];
  let at = start;
  const last = axis === shape.length - 1;
  for (let row = 0; row < shape[axis]! && at < texts.length; row++) {
    if (last) {
      parts.push(texts[at++]!);
    } else {
      const inner: { text: string; end: number } = nest(texts, shape, axis + 1, at, `${indent} `);
      parts.push(inner.text);
      at = inner.end;
    }
  }
  return { text: `[${parts.join(last ? ', ' : `,\n${indent}`)}]`, end: at };
}

/**
 * A number as its dtype holds it: a float32 in the fewest digits that name it, so 0.1 and not
 * 0.10000000149011612.
 */
export function formatNumber(value: number, dtype = 'float64'): string {
  if (Object.is(value, -0)) return '-0';
  if (dtype === 'bool') return value ? 'true' : 'false';
  if (dtype !== 'float32' || !Number.isFinite(value)) return String(value);
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}
