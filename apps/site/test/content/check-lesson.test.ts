import { describe, expect, test } from 'vitest';
import { findingsIn, SAMPLE } from './sample-lesson';

/** The sample with one thing changed. */
function changed(from: string, to: string): string {
  if (!SAMPLE.includes(from)) throw new Error(`the sample does not hold ${from}`);
  return SAMPLE.replace(from, to);
}

test('checkLesson finds nothing in a lesson that follows the grammar', async () => {
  expect(await findingsIn(SAMPLE)).toEqual([]);
});

describe('checkLesson finds, in the front matter,', () => {
  test.each([
    ['a missing title', 'title: A sample\n', '', 'a text as title'],
    ['an empty description', 'Shows what a lesson is made of.', '""', 'a text as description'],
    ['a long description', 'Shows', 'Shows '.repeat(40), 'at most 160'],
    ['minutes in words', 'minutes: 5', 'minutes: five', 'whole number of minutes'],
    ['no needs', 'needs: [numbers]\n', '', 'a list of terms as needs'],
    ['nothing taught', '[samples]', '[]', 'one term or more'],
    ['an unknown field', 'minutes: 5', 'minutes: 5\nslug: /x', 'no other field'],
    ['a term nobody taught', '[numbers]', '[tensors]', 'no earlier lesson teaches “tensors”'],
    ['a term taught before', '[samples]', '[numbers]', 'an earlier lesson has “numbers”'],
  ])('%s', async (_, from, to, message) => {
    expect(await findingsIn(changed(from, to))).toEqual([expect.stringContaining(message)]);
  });

  test('nothing at all', async () => {
    const found = await findingsIn(SAMPLE.replace(/^---[\s\S]*?---\n/, ''));
    expect(found.length).toBeGreaterThanOrEqual(5);
  });

  test('a folder without a number', async () => {
    expect(await findingsIn(SAMPLE, 'sample')).toContainEqual(expect.stringContaining('NN-slug'));
  });
});

describe('checkLesson finds, among the headings,', () => {
  test.each([
    ['a title in the text', '## A question', '# A title\n\n## A question', 'front matter'],
    ['another opening', '## What you will learn', '## Aims', 'must be “What you will learn”'],
    ['another ending', '## Sources', '## Literature', 'must be Recap, Exercises, Sources'],
    ['a skipped level', '<details>', '#### Deep\n\n<details>', 'skips a level'],
    ['two bullets', '- A third thing.\n', '', '2 bullets, not 3'],
    ['no question', 'one and one? See', 'one and one. See', 'must ask a question'],
    ['a heading twice', '## Recap', '## A question\n\nAgain?\n\n## Recap', 'a heading twice'],
    ['an empty section', 'It is two.\n', '', '“Recap” is empty'],
  ])('%s', async (_, from, to, message) => {
    expect(await findingsIn(changed(from, to))).toContainEqual(expect.stringContaining(message));
  });

  test('a first screen without a live block', async () => {
    const found = await findingsIn(changed('ts live title="One and one"', 'ts'));
    expect(found).toEqual([expect.stringContaining('must hold a live block')]);
  });
});

describe('checkLesson finds, in live blocks,', () => {
  const twice = '```ts live title="One and one"\n1 //=> 1\n```\n\n<details>';
  test.each([
    ['no title', ' title="One and one"', '', 'has no title'],
    ['a title twice', '<details>', twice, 'has the title of an earlier block'],
    ['no claim', ' //=> 2', '', 'makes no claim'],
    ['another language', '```ts live', '```py live', 'is in py'],
    ['a remote address', '1 + 1', "'https://example.org'; 1 + 1", 'names a remote address'],
  ])('%s', async (_, from, to, message) => {
    expect(await findingsIn(changed(from, to))).toEqual([expect.stringContaining(message)]);
  });

  test('nothing wrong with a component without a claim', async () => {
    const component =
      '```tsx live title="A part"\nexport default () => <b>1</b>;\n```\n\n<details>';
    expect(await findingsIn(changed('<details>', component))).toEqual([]);
  });
});

describe('checkLesson finds, in the markup,', () => {
  test.each([
    ['an import', "import fs from 'node:fs';", 'may not hold `import fs'],
    ['an export', 'export const x = process.env;', 'may not hold `export const'],
    [
      'an import behind an allowed one',
      "import { plan as p } from '@site/src/lesson';\nimport fs from 'fs';",
      'may not hold `import fs',
    ],
    ['an expression', 'The path is {process.env.PATH}.', 'expression {process.env.PATH}'],
    ['a script', '<script>alert(1)</script>', '<script> is not among'],
    ['a frame', '<iframe src="/x" />', '<iframe> is not among'],
    ['an event handler', '<details onToggle="x">\n\nA\n\n</details>', 'may not have the attribute'],
    ['a handler of a component', '<Picture onerror="x" />', '<Picture onerror> is not allowed'],
    ['code in an attribute', '<Picture of={process.env} />', 'data only'],
    ['a hidden call', '<Picture of={[1, { a: [f()] }]} />', 'data only'],
    ['spread attributes', '<Picture {...x} />', 'may not spread {...x}'],
    ['a name that is not imported', '<Picture of={x} />', 'data only'],
    ['a remote source', '<Picture src="//example.org/x.png" />', 'remote address'],
    ['an unknown exercise', '<Exercise id="nothing" />', 'is no exercise'],
    ['the exercise of another lesson', '<Exercise id="none-and-none" />', 'belongs to the lesson'],
    ['an exercise twice', '<Exercise id="one-and-one" />', 'received one-and-one, one-and-one'],
    ['an exercise without id', '<Exercise />', 'must name an exercise'],
  ])('%s', async (_, text, message) => {
    const source = changed('It is two.', `It is two.\n\n${text}`);
    expect(await findingsIn(source)).toContainEqual(expect.stringContaining(message));
  });

  test('nothing wrong with data', async () => {
    const source = changed('It is two.', '<Picture of={[1, -2, { a: `b`, c: [] }]} wide />');
    expect(await findingsIn(source)).toEqual([]);
  });

  test('nothing wrong with data that the course exports', async () => {
    const text = "import { plan as data } from '@site/src/lesson';\n\n";
    const source = changed('It is two.', `${text}<Picture of={[plan]} {...data} />`);
    expect(await findingsIn(source)).toEqual([]);
  });

  test('a name that the course does not export, on its line, with what there is', async () => {
    const line = SAMPLE.split('\n').findIndex((text) => text.startsWith('import ')) + 1;
    const message = 'import: expected a name that @site/src/lesson exports, received Pictures';
    expect(await findingsIn(changed('{ Picture, plan }', '{ Picture, plan, Pictures }'))).toEqual([
      `${line}: ${message}; there are Picture, plan`,
    ]);
    const onLines = '{\n  Picture,\n  plan,\n  Pictures as plans,\n}';
    expect(await findingsIn(changed('{ Picture, plan }', onLines))).toEqual([
      `${line + 3}: ${message}; there are Picture, plan`,
    ]);
  });

  test('a component that is neither imported nor on every page', async () => {
    const found = await findingsIn(changed('It is two.', '<Pictures />'));
    expect(found).toEqual([expect.stringContaining('<Pictures> is not imported')]);
  });

  test('an exercise that the lesson does not show', async () => {
    const found = await findingsIn(changed('<Exercise id="one-and-one" />', 'None yet.'));
    expect(found).toEqual([expect.stringContaining('expected one-and-one, received none')]);
  });
});

describe('checkLesson finds, among the links,', () => {
  test.each([
    ['a lesson that is not there', '/lessons/first/#recap', '/lessons/last/', 'leads nowhere'],
    ['a relative path', '/lessons/first/#recap', '../first', 'leads nowhere'],
    ['a heading that is not there', '(#recap)', '(#summary)', 'has no heading #summary'],
    ['an anchor in another lesson', 'first/#recap', 'first/#end', 'has no heading #end'],
    ['plain http', 'https://example.org', 'http://example.org', 'is not by https'],
    ['a script', 'https://example.org/book', 'javascript:alert(1)', 'is not by https'],
    ['a remote picture', 'It is two.', '![x](https://example.org/x.png)', 'on another host'],
  ])('%s', async (_, from, to, message) => {
    expect(await findingsIn(changed(from, to))).toEqual([expect.stringContaining(message)]);
  });
});

test('a finding names the line of the file, front matter counted', async () => {
  const line = SAMPLE.split('\n').findIndex((text) => text.startsWith('```ts')) + 1;
  expect(await findingsIn(changed(' //=> 2', ''))).toEqual([
    `${line}: live block “One and one” makes no claim (\`//=> value\`)`,
  ]);
});
