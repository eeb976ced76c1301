import type { Shown } from '@backprop/runner';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { ErrorView } from '../../src/lab/output/EndingView';
import LatexView from '../../src/lab/output/LatexView';
import OutputPanel from '../../src/lab/output/OutputPanel';
import { ShownValue } from '../../src/lab/output/ShownValue';
import { TensorView } from '../../src/lab/output/TensorView';

const count = (html: string, part: string) => html.split(part).length - 1;

test('a formula that cannot be read to its end stands there as it was written', () => {
  expect(renderToStaticMarkup(<LatexView formula="x^2" />)).toContain('katex');
  // Each group is a call inside another one: the engine's stack ends.
  const deep = '{'.repeat(3900);
  expect(renderToStaticMarkup(<LatexView formula={deep} />)).toContain(deep);
  const unclosed = '\\frac{'.repeat(600);
  expect(renderToStaticMarkup(<LatexView formula={unclosed} />)).toContain('\\frac{\\frac{');
});

test('of a tensor of a thousand small matrices the first are shown, and how many that is', () => {
  const values = Array.from({ length: 900 }, (_, at) => at);
  const tensor = { kind: 'tensor', dtype: 'float32', shape: [900, 1, 1], size: 900, values };
  const html = renderToStaticMarkup(<TensorView tensor={tensor as never} />);
  expect(count(html, '<table')).toBe(20);
  expect(html).toContain('the first 20 of 900 numbers');
});

test('what is inside a closed branch is not made before it is opened', () => {
  const leaf: Shown = { kind: 'object', type: '', entries: [], size: 0 };
  const items = Array.from({ length: 90 }, () => leaf);
  const shown: Shown = { kind: 'array', type: 'Array', length: 90, items };
  expect(count(renderToStaticMarkup(<ShownValue shown={shown} />), '<li')).toBe(0);
  expect(count(renderToStaticMarkup(<ShownValue shown={shown} open />), '<li')).toBe(90);
});

test('of hundreds of tensors the first are drawn, the others when they are opened', () => {
  const values = Array.from({ length: 100 }, (_, at) => at);
  const value = { kind: 'tensor', dtype: 'float32', shape: [10, 10], size: 100, values } as const;
  const state = {
    phase: 'running',
    text: '',
    lines: Array.from({ length: 320 }, () => ({ kind: 'display', value }) as const),
    controls: [],
    progress: null,
    ending: null,
    shown: false,
    ended: 0,
  } as const;
  const html = renderToStaticMarkup(
    <OutputPanel state={state as never} current onControl={() => {}} onPlace={() => {}} />,
  );
  expect(count(html, '<table')).toBe(50);
  expect(count(html, 'tensor [10, 10] float32')).toBe(320);
});

test.each([
  ['matMul', '<a href="/reference/?find=matMul">'],
  ['model.fit', '<a href="/reference/?find=model.fit">'],
  // Any code can throw an error with such a field.
  ['//leak.example', null],
  ['two words', null],
  ['x'.repeat(100), null],
])('the operation %j of an error leads to its reference, if it is a name', (operation, link) => {
  const error = { name: 'ShapeError', message: 'no', stack: [], details: { operation } };
  const html = renderToStaticMarkup(<ErrorView error={error} />);
  expect(html).toContain(operation);
  if (link) expect(html).toContain(link);
  else expect(html).not.toContain('<a');
});
