import { expect, test } from 'vitest';
import { parseDocstring } from '../../plugins/api-reference/read-docstring';

test('parseDocstring reads text, tags and indented code', () => {
  const read = parseDocstring(`/**
   * One sentence.
   *
   * $$y = x^2$$
   *
   * @param x - any shape,
   *   also on a second line
   * @returns the same shape
   * @throws ShapeError if it does not fit
   * @throws {ArgumentError} when it is no number
   * @example
   * for (const x of [1]) {
   *   square(x); //=> 1
   * }
   * @see https://example.org/a
   * @see Kingma & Ba 2015
   */`);
  expect(read).toEqual({
    text: 'One sentence.\n\n$$y = x^2$$',
    params: new Map([['x', 'any shape,\n  also on a second line']]),
    returns: 'the same shape',
    throws: [
      { type: 'ShapeError', text: 'if it does not fit' },
      { type: 'ArgumentError', text: 'when it is no number' },
    ],
    examples: ['for (const x of [1]) {\n  square(x); //=> 1\n}'],
    see: ['https://example.org/a', 'Kingma & Ba 2015'],
  });
});

test('parseDocstring reads a docstring of one line', () => {
  expect(parseDocstring('/** Says `a`. */').text).toBe('Says `a`.');
});

test('parseDocstring drops the fences of an example', () => {
  expect(parseDocstring('/**\n * @example\n * ```ts\n * f()\n * ```\n */').examples).toEqual([
    'f()',
  ]);
});
