import { expect, test } from 'vitest';
import { firstSentence, setReference, setText } from '../../plugins/api-reference/set-text';

const lookup = (name: string) =>
  name === 'layers.dense' || name === 'Tensor' ? `/x#${name}` : null;

test('setText sets formulas in and between lines', () => {
  const html = setText('A $x^2$ here.\n\n$$y = x$$\n\nEnd.');
  expect(html).toContain('<span class="formula"><span class="katex">');
  expect(html).toContain(
    '<div class="formula formula--display" tabindex="0"><span class="katex-display">',
  );
  expect(html).not.toContain('$');
});

test('setText refuses a formula that KaTeX cannot set', () => {
  expect(() => setText('$\\nonsense$')).toThrow('\\nonsense');
});

test('setText shows markup of HTML as text', () => {
  expect(setText('<script>alert(1)</script> <b>')).not.toMatch(/<script|<b>/);
});

test.each([
  ['`layers.dense(args)`', '<a href="/x#layers.dense"><code>layers.dense(args)</code></a>'],
  ['`Tensor`', '<a href="/x#Tensor"><code>Tensor</code></a>'],
  ['`Tensors`', '<code>Tensors</code>'],
])('setText links the public name %s', (text, html) => {
  expect(setText(text, lookup)).toBe(`<p>${html}</p>`);
});

test('setText leaves a plain word in backticks alone: it may be an option', () => {
  expect(setText('`step`', () => '/x')).toBe('<p><code>step</code></p>');
});

test('setReference makes addresses links', () => {
  expect(setReference('Keras, https://keras.io/api/a_b_c/.', () => null)).toBe(
    '<p>Keras, <a href="https://keras.io/api/a_b_c/">keras.io/api/a_b_c</a>.</p>',
  );
});

test('firstSentence reads as plain text', () => {
  expect(firstSentence('Makes `x`, e.g. $y$: two. More\nwords.\n\nNext.')).toBe(
    'Makes x, e.g. y: two.',
  );
  expect(firstSentence('A layer: every\noutput. B.')).toBe('A layer: every output.');
});
