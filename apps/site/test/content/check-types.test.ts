import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { checkTypes, createBlockTypes } from '../../content/check-types';
import type { TypeService } from '../../src/lab/types/type-service';

let types: TypeService;
beforeAll(() => {
  types = createBlockTypes(join(__dirname, '../..'));
});

/** What is found in a block whose code begins on line 10 of its lesson. */
const found = (code: string, language = 'ts') =>
  checkTypes({ name: 'block', title: 'Block', language, code, line: 10 }, types);

test('a sound block has no finding', () => {
  const code = `import * as tf from '@backprop/core';
const w = tf.tensor2d([[0.1], [0.1]]);
tf.matMul([[8, 8]], w) //=> [[1.6]]`;
  expect(found(code)).toEqual([]);
});

test('a wrong type is found on its line of the lesson, in the compiler’s words', () => {
  const code = `import * as tf from '@backprop/core';
const x = tf.tensor2d([[8, 8]]);
const rate: number = 'fast';
x.noSuchMethod();`;
  expect(found(code)).toEqual([
    { line: 12, message: "types: Type 'string' is not assignable to type 'number'." },
    { line: 13, message: expect.stringMatching(/^types: Property 'noSuchMethod' does not exist/) },
  ]);
});

test('an unknown import, a missing global and a syntax error are found', () => {
  expect(found("\nimport { x } from 'lodash';\nx;")[0]).toMatchObject({
    line: 11,
    message: expect.stringContaining("Cannot find module 'lodash'"),
  });
  expect(found('document.title')).toMatchObject([{ line: 10 }]);
  expect(found('const a = 1;\nconst = 2;')[0]).toMatchObject({ line: 11 });
});

test('an error that is meant says so; where none follows, that is found', () => {
  const meant = "// @ts-expect-error: a text is no number\nconst rate: number = 'fast';";
  expect(found(meant)).toEqual([]);
  expect(found(meant.replace("'fast'", '0.1'))).toMatchObject([
    { line: 10, message: expect.stringContaining('Unused') },
  ]);
});

test('a component’s elements are checked', () => {
  const component = (attribute: string) =>
    `export default function App() {\n  return <input ${attribute} />;\n}`;
  expect(found(component('value="1"'), 'tsx')).toEqual([]);
  expect(found(component('value={() => 1}'), 'tsx')).toMatchObject([{ line: 11 }]);
});
