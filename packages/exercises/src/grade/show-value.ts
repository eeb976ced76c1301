const LONGEST = 240;
const DEEPEST = 8;
const NAME = /^[A-Za-z_$][\w$]*$/;

/** Characters that could move the cursor, recolour a terminal or reorder a line. */
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/**
 * A text with every control character spelled out, except tab and line feed.
 *
 * @example
 * printable('\u001b[2J') //=> '\\u001b[2J'
 */
export const printable = (text: string): string =>
  text.replace(UNPRINTABLE, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);

/**
 * Plain data as one line of JavaScript, at most about 240 characters long.
 *
 * @example
 * showValue({ b2: -0, W2: [0.1] }) //=> '{ b2: -0, W2: [0.1] }'
 */
export function showValue(value: unknown): string {
  const text = printable(write(value, { left: LONGEST }, 0));
  return text.length > LONGEST * 2 ? `${text.slice(0, LONGEST * 2)}…` : text;
}

interface Budget {
  left: number;
}

function write(value: unknown, budget: Budget, depth: number): string {
  if (budget.left <= 0 || depth > DEEPEST) return '…';
  if (typeof value !== 'object' || value === null) {
    const text = writePrimitive(value, budget.left);
    budget.left -= text.length;
    return text;
  }
  if (Array.isArray(value)) {
    const items = writeSome(value.length, budget, (at) => write(value[at], budget, depth + 1));
    return `[${items.join(', ')}]`;
  }
  const names = Object.keys(value);
  const fields = writeSome(names.length, budget, (at) => {
    const name = names[at]!;
    const key = NAME.test(name) ? name : JSON.stringify(name);
    budget.left -= key.length;
    return `${key}: ${write((value as Record<string, unknown>)[name], budget, depth + 1)}`;
  });
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

function writeSome(count: number, budget: Budget, writeOne: (at: number) => string): string[] {
  const parts: string[] = [];
  for (let at = 0; at < count; at++) {
    if (budget.left <= 0) {
      parts.push(`… ${count - at} more`);
      break;
    }
    parts.push(writeOne(at));
    budget.left -= 2;
  }
  return parts;
}

function writePrimitive(value: unknown, room: number): string {
  if (typeof value === 'string') {
    return JSON.stringify(value.length > room ? `${value.slice(0, room)}…` : value);
  }
  return Object.is(value, -0) ? '-0' : String(value);
}
