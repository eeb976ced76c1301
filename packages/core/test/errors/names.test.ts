// Readers and programs tell errors apart by `name`, on pages whose classes a minifier renamed, too.
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { expect, test } from 'vitest';
import * as errors from '../../src/errors/errors.js';

const FILE = fileURLToPath(new URL('../../src/errors/errors.ts', import.meta.url));
const details = { operation: 'add', expected: '1', received: '2', hint: 'count again' };

test('every class of errors has its own name, minified or not', async () => {
  const built = await rolldown({ input: FILE });
  const { output } = await built.generate({ format: 'esm', minify: true });
  const code = output[0].code;
  expect(code).not.toContain('class ShapeError');
  const minified = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  const classes = Object.entries(errors);
  expect(classes.map(([name]) => name)).toContain('ShapeError');
  for (const [name, ErrorClass] of classes) {
    expect(new ErrorClass(details).name).toBe(name);
    const error = new minified[name](details);
    expect(error.name).toBe(name);
    expect(String(error)).toBe(`${name}: add: expected 1, received 2; count again`);
  }
});
