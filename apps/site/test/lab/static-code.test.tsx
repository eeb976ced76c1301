import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { StaticCode } from '../../src/lab/block/StaticCode';

const html = (text: string) =>
  renderToStaticMarkup(<StaticCode text={text} language="ts" marks={[]} />);

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
