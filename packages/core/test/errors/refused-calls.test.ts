// Makes every call of the table beside it and holds the error to class and message.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as tf from '../../src/index.js';

const table = readFileSync(new URL('./refused-calls.md', import.meta.url), 'utf8');
const rows = Array.from(table.matchAll(/^\| `(.*)` \| (\w+) \| `(.*)` \|$/gm), ([, ...cells]) => {
  const [call, name, message] = cells as [string, string, string];
  return { call, name, message };
});

/** What the calls can name, made anew for each. */
function scope(): Record<string, unknown> {
  const gone = tf.tensor([1]);
  gone.dispose();
  const m = tf.tensor([
    [1, 2],
    [3, 4],
  ]);
  return { tf, x: tf.tensor([1, 2, 3]), m, gone };
}

function errorOf(call: string): unknown {
  const names = scope();
  try {
    new Function(...Object.keys(names), `return ${call};`)(...Object.values(names));
  } catch (error) {
    return error;
  }
  return null;
}

describe('the table of refused calls', () => {
  test('has at least 80 rows, each of another call, and none that cannot be read', () => {
    expect(rows.length).toBeGreaterThanOrEqual(80);
    expect(new Set(rows.map(({ call }) => call)).size).toBe(rows.length);
    expect(table.match(/^\|/gm)!.length).toBe(rows.length + 2);
  });

  test.each(rows)('$call', ({ call, name, message }) => {
    const error = errorOf(call);
    expect(error).toBeInstanceOf(tf.BackpropError);
    expect((error as Error).constructor.name).toBe(name);
    expect((error as Error).message).toBe(message);
    expect(message).toMatch(/^\w+: expected .+, received .+; .+$/);
  });

  test('a call that is not refused is told from one that is', () => {
    expect(errorOf('x.sum()')).toBeNull();
  });
});
