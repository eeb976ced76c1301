import { expect, test } from 'vitest';
import { readArguments, USAGE, UsageError } from '../src/arguments.js';
import { SECTIONS } from '../src/section-names.js';

test('without arguments everything runs in three processes', () => {
  expect(readArguments([])).toEqual({
    help: false,
    quick: false,
    browser: false,
    sections: [...SECTIONS],
    processes: 3,
    json: null,
    svg: null,
  });
});

test('--quick takes one process unless told otherwise', () => {
  expect(readArguments(['--quick']).processes).toBe(1);
  expect(readArguments(['--quick', '--processes', '2']).processes).toBe(2);
});

test('--only takes names in any case and order, once each', () => {
  expect(readArguments(['--only', 'products, w3,W1,w1']).sections).toEqual([
    'W1',
    'W3',
    'products',
  ]);
});

test.each([
  { args: ['--fast'], message: /--fast/ },
  { args: ['W1'], message: /W1/ },
  { args: ['--only', 'W9'], message: /expected names among W1, .*received "W9"/ },
  { args: ['--only', ''], message: /received ""/ },
  { args: ['--processes', '0'], message: /from 1 to 99, received "0"/ },
  { args: ['--processes', '1e3'], message: /received "1e3"/ },
  { args: ['--json', ''], message: /expected the name of a file/ },
  { args: ['--svg'], message: /svg/ },
  { args: ['--quick=yes'], message: /quick/ },
])('$args is refused', ({ args, message }) => {
  expect(() => readArguments(args)).toThrow(UsageError);
  expect(() => readArguments(args)).toThrow(message);
});

test('the usage text names every option and every section', () => {
  for (const name of ['quick', 'only', 'processes', 'browser', 'json', 'svg', 'help']) {
    expect(USAGE).toContain(`--${name}`);
  }
  for (const section of SECTIONS) expect(USAGE).toContain(section);
});
