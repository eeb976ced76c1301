import { expect, test } from 'vitest';
import { rehypeFormulas } from '../../plugins/rehype-formulas';

const marked = (tex: string, display: boolean) => {
  const code = {
    type: 'element',
    tagName: 'code',
    properties: { className: ['language-math', display ? 'math-display' : 'math-inline'] },
    children: [{ type: 'text', value: tex }],
  };
  return display ? { type: 'element', tagName: 'pre', properties: {}, children: [code] } : code;
};

/** What the plugin makes of one marked formula: its name and its attributes. */
function set(tex: string, display = false) {
  const tree = { type: 'root', children: [marked(tex, display)] };
  rehypeFormulas()(tree);
  return tree.children[0] as unknown as {
    name: string;
    attributes: { name: string; value: string | { value: string } }[];
  };
}

test('rehypeFormulas sets a formula in a line as a span of HTML, with MathML for reading aloud', () => {
  const { name, attributes } = set('x^2');
  expect(name).toBe('span');
  expect(attributes[0]).toMatchObject({ name: 'className', value: 'formula' });
  const { __html } = JSON.parse((attributes[1]!.value as { value: string }).value);
  expect(__html).toContain('<math');
  expect(__html).toContain('class="katex"');
});

test('rehypeFormulas sets a formula of its own as a block', () => {
  const { name, attributes } = set('x^2', true);
  expect(name).toBe('div');
  expect(attributes[0]!.value).toContain('formula--display');
});

test.each(['\\frac{1}{', '\\nonsense'])('rehypeFormulas stops the build at %s', (tex) => {
  expect(() => set(tex)).toThrow(/KaTeX/);
});

test('rehypeFormulas leaves other code alone', () => {
  const code = { type: 'element', tagName: 'code', properties: {}, children: [] };
  const tree = { type: 'root', children: [code] };
  rehypeFormulas()(tree);
  expect(tree.children[0]).toBe(code);
});
