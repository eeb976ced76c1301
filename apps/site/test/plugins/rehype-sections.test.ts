import { expect, test } from 'vitest';
import { rehypeSections } from '../../plugins/rehype-sections';

const at = (from: number, to = from) => ({ start: { line: from }, end: { line: to } });
const heading = (tagName: string, line: number) => ({
  type: 'element',
  tagName,
  children: [],
  position: at(line),
});
const text = (from: number, to = from) => ({
  type: 'element',
  tagName: 'p',
  children: [],
  position: at(from, to),
});
const lineEnd = { type: 'text', value: '\n' };

function sectionsOf(children: object[]) {
  const tree = { type: 'root', children: children as Record<string, unknown>[] };
  rehypeSections()(tree);
  return tree.children;
}

test('each heading of the second level begins a section that ends before the next', () => {
  const title = heading('h1', 1);
  const [first, second] = [heading('h2', 5), heading('h2', 11)];
  const [before, part, after] = [text(3), heading('h3', 7), text(9)];
  const sections = sectionsOf([title, before, first, lineEnd, part, after, second]);
  expect(sections.map(({ tagName }) => tagName)).toEqual(['h1', 'p', 'section', 'section']);
  expect(sections[2]!.children).toEqual([first, lineEnd, part, after]);
  expect(sections[3]!.children).toEqual([second]);
});

test('a section is as tall as its source is long, and an exercise more than its line', () => {
  const exercise = { type: 'mdxJsxFlowElement', name: 'Exercise', position: at(12) };
  const [short, long] = sectionsOf([
    heading('h2', 1),
    lineEnd,
    text(3, 7),
    heading('h2', 10),
    exercise,
  ]).map(({ properties }) => (properties as { style: string }).style);
  expect(short).toBe('contain-intrinsic-size: auto 224px');
  expect(long).toBe('contain-intrinsic-size: auto 1412px');
});

test('what belongs to the file stays outside, and a page without such headings as it is', () => {
  const esm = { type: 'mdxjsEsm', value: 'export const a = 1;' };
  const sections = sectionsOf([heading('h2', 1), esm, text(4)]);
  expect(sections.map(({ type }) => type)).toEqual(['element', 'mdxjsEsm']);
  const plain = [heading('h1', 1), text(3)];
  expect(sectionsOf(plain)).toEqual(plain);
});
