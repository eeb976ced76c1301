import * as compiler from '@backprop/runner/compile';
import { expect, test } from 'vitest';
import { completeExample, isCompilable } from '../../plugins/api-reference/example-code';

const NAMES = new Map([
  ['@backprop/core', new Set(['add', 'tensor', 'layers', 'Random', 'value'])],
  ['@backprop/core/explain', new Set(['graphSnapshot'])],
  ['@backprop/exercises/define', new Set(['Random'])],
]);
const complete = (code: string, own = '@backprop/core') => completeExample(code, own, NAMES);

test('completeExample imports what is used, from the module that has it', () => {
  expect(complete('graphSnapshot(add(tensor([1]), 2))', '@backprop/core/explain')).toBe(
    "import { graphSnapshot } from '@backprop/core/explain';\n" +
      "import { add, tensor } from '@backprop/core';\n\n" +
      'graphSnapshot(add(tensor([1]), 2))',
  );
});

test('completeExample prefers the module of the example itself', () => {
  expect(complete('new Random(1)', '@backprop/exercises/define')).toMatch(
    "import { Random } from '@backprop/exercises/define';",
  );
});

test.each([
  ['properties', 'a.add(1); ({ add: 2 }); ({ add() {} })'],
  ['variables of the example', 'const add = 1; add'],
  ['parameters', 'const f = (add, { tensor }) => add + tensor'],
  ['imports that are there', "import { add } from 'mathjs';\nadd(1, 2)"],
  ['names in texts and comments', "'add' // tensor"],
])('completeExample leaves %s alone', (_, code) => {
  expect(complete(code)).toBe(code);
});

test('completeExample reads shorthand properties and namespaces', () => {
  expect(complete('layers.dense({ value })')).toMatch('import { layers, value } from');
});

test('isCompilable tells which programs the lab takes', () => {
  const canRun = isCompilable(compiler, ['@backprop/core']);
  expect(canRun("import { add } from '@backprop/core';\nadd(1, 2).item() //=> 3")).toBe(true);
  expect(canRun("import 'node:fs';\n1 //=> 1")).toBe(false);
  expect(canRun('const a = ;')).toBe(false);
});

test('isCompilable hides no other mistake', () => {
  const broken = () => {
    throw new TypeError('broken');
  };
  expect(() => isCompilable({ ...compiler, compile: broken }, [])('1')).toThrow('broken');
});
