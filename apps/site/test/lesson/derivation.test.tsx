import { expect, test, vi } from 'vitest';
import { DerivationSteps } from '../../src/lesson';
import { formatValue } from '../../src/lesson/derivation/format-value';
import { render } from './render';

// mathjs simplifies slowly while the machine is busy with other tests.
vi.setConfig({ testTimeout: 60_000 });

const STEPS = `
  h0 = W00*x0 + W10*x1 + b0
  h1 = W01*x0 + W11*x1 + b1
  yhat = v0*h0 + v1*h1 + c
  L = (y - yhat)^2
`;
const POINT = {
  ...{ x0: 7, x1: 9, y: 5, W00: 0.11, W01: 0.12, W10: 0.13, W11: 0.14 },
  ...{ b0: 0.01, b1: 0.02, v0: 0.15, v1: 0.16, c: 0.03 },
};
const PARAMETERS = ['W00', 'W01', 'W10', 'W11', 'b0', 'b1', 'v0', 'v1', 'c'];

test('DerivationSteps writes every parameter into the built page', async () => {
  const html = await render(
    <DerivationSteps steps={STEPS} point={POINT} parameters={PARAMETERS} />,
  );
  expect(html.match(/<details/g)).toHaveLength(9);
  expect(html.match(/<details [^>]*open/g)).toHaveLength(1);
  for (const value of ['-9.11043', '-9.717792', '-16.91937', '-8.6766']) {
    expect(html).toContain(value);
  }
  // What KaTeX was given is kept in the page, for copying and for screen readers.
  expect(html).toContain('-2\\cdot\\left( y- \\hat{y}\\right)\\cdot v_{0}\\cdot x_{0}');
  expect(html).not.toContain('katex-error');
});

test('DerivationSteps gives each path its rows and tells the sum', async () => {
  const html = await render(<DerivationSteps steps={STEPS} point={POINT} parameters={['x0']} />);
  expect(html.match(/<tbody/g)).toHaveLength(2);
  expect(html).toContain('sum of the products');
});

test('DerivationSteps stops the build when a step does not parse', async () => {
  const broken = render(<DerivationSteps steps="L = (y -" point={{ y: 1 }} parameters={['y']} />);
  await expect(broken).rejects.toThrow('computation: expected a number, a name or "(" at column 9');
});

test.each([
  [0.1 + 0.2, '0.3'],
  [-9.11043, '-9.11043'],
  [-0, '0'],
  [1 / 3, '0.33333333'],
  [Number.NaN, 'NaN'],
])('formatValue writes %d as %s', (value, text) => {
  expect(formatValue(value)).toBe(text);
});

test('DerivationSteps names blocks and rows in words for those who do not see the formulas', async () => {
  const html = await render(<DerivationSteps steps={STEPS} point={POINT} parameters={['W10']} />);
  expect(html).toContain('∂L/∂W10 = -11.71341</span>');
  expect(html).toContain('∂yhat/∂h0</span>');
});
