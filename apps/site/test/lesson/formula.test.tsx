import { expect, test } from 'vitest';
import { BuiltFormula } from '../../src/lesson/formula/BuiltFormula';
import { render } from './render';

test('BuiltFormula is finished HTML in the built page, with MathML for reading aloud', async () => {
  const html = await render(<BuiltFormula latex="\\frac{1}{2}" display />);
  expect(html).toMatch(/^<span class="formula formula--display"><span class="katex-display">/);
  expect(html).toContain('<math');
});

test('BuiltFormula stops the build at what KaTeX cannot set', async () => {
  await expect(render(<BuiltFormula latex="\frac{1}{" />)).rejects.toThrow(/KaTeX/);
});
