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
  return tree.children[0] as unknown as { type: string; name: string; attributes: object[] };
}

test('rehypeFormulas hands a formula in a line to the component that sets it', () => {
  const { type, name, attributes } = set('x^2');
  expect([type, name]).toEqual(['mdxJsxTextElement', 'BuiltFormula']);
  expect(attributes).toMatchObject([{ name: 'latex', value: 'x^2' }]);
});

test('rehypeFormulas says which formula stands on lines of its own', () => {
  const { type, attributes } = set('x^2', true);
  expect(type).toBe('mdxJsxFlowElement');
  expect(attributes).toMatchObject([{ name: 'latex' }, { name: 'display', value: null }]);
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
