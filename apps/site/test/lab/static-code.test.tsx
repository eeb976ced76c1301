import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { PlainCode } from '../../src/lab/block/CodeLines';
import { HighlightedCode } from '../../src/lab/block/HighlightedCode';

const html = (text: string) =>
  renderToStaticMarkup(<HighlightedCode text={text} language="ts" marks={[]} />);

test('a character that turns the direction of code is seen, by its name', () => {
  // It would look like a comment to a reader, and is none to the compiler.
  const turned = html('const admin = "\u202e\u2066// check\u2069\u2066";');
  expect(turned.match(/title="U\+202E"/g)).toHaveLength(1);
  expect(turned.match(/title="U\+20(66|69)"/g)).toHaveLength(3);
  expect(html('// \u0007 bell, \u200b nothing')).toMatch(/U\+0007.*U\+200B/);
});

test('ordinary texts of any language have no marks', () => {
  for (const text of ['"שלום", "日本", "é", "👩\u200d🔬"', '\tif (a) {\n  b;\n}']) {
    expect(html(text)).not.toContain('title="U+');
  }
});

test('of a very long text the beginning is drawn, and the rest is told', () => {
  const lines = html('let a = 1;\n'.repeat(20_000));
  expect(lines.match(/data-code-line/g)).toHaveLength(500);
  expect(lines).toContain('214501 more characters');
  expect(html(`"${'x'.repeat(50_000)}"`)).toContain('30002 more characters');
  expect(html('let a = 1;\n'.repeat(499))).not.toContain('more characters');
});

test('text without colours has the same lines, marks and names of hidden characters', () => {
  const marks = [{ line: 2, kind: 'error', text: 'one' }] as const;
  const text = 'a < b;\n\u202e\n\nc';
  const plain = renderToStaticMarkup(<PlainCode text={text} language="ts" marks={marks} />);
  const coloured = renderToStaticMarkup(
    <HighlightedCode text={text} language="ts" marks={marks} />,
  );
  const withoutWords = (markup: string) => markup.replace(/<\/?span class="token[^>]*>/g, '');
  expect(plain.match(/data-code-line/g)).toHaveLength(4);
  expect(plain).toContain('U+202E');
  expect(plain).toContain('one');
  expect(withoutWords(coloured).match(/data-mark="error"/g)).toHaveLength(1);
  expect(plain.replace(/<[^>]+>/g, '')).toBe(coloured.replace(/<[^>]+>/g, ''));
});

test('of two marks in one line the first is shown', () => {
  const marks = [
    { line: 2, kind: 'error', text: 'one' },
    { line: 2, kind: 'holds', text: 'other' },
  ] as const;
  const marked = renderToStaticMarkup(
    <HighlightedCode text={'a\nb'} language="ts" marks={marks} />,
  );
  expect(marked).toContain('one');
  expect(marked).not.toContain('other');
});

test.each([
  ['unclosed elements', '<a '.repeat(13_000)],
  ['unclosed templates', '`${'.repeat(13_000)],
  ['generics', 'f<'.repeat(20_000)],
  ['brackets', '(['.repeat(20_000)],
  ['slashes', '/'.repeat(40_000)],
  ['spaces', `${' '.repeat(39_000)}x`],
  ['stars', '/*'.repeat(20_000)],
  ['a class', `class ${'a '.repeat(19_000)}`],
  ['attributes', `<a ${'b={'.repeat(13_000)}`],
  // A picture as a data URL, for instance: the page would stand still whenever it is opened.
  ['a long word', `const picture = "${'a'.repeat(40_000)}"`],
  ['words', `${'a'.repeat(999)}\n`.repeat(40)],
  ['digits', '1'.repeat(40_000)],
  ['commas', 'a, '.repeat(13_000)],
  ['parameters', `(${'a: b, '.repeat(6_000)}`],
  ['arrows', '(a) => '.repeat(5_000)],
  ['backslashes', `"${'\\'.repeat(39_000)}`],
])('highlighting ends soon for a text of %s', (_, text) => {
  for (const language of ['ts', 'tsx']) {
    const before = performance.now();
    renderToStaticMarkup(<HighlightedCode text={text} language={language} marks={[]} />);
    expect(performance.now() - before).toBeLessThan(3000);
  }
});
