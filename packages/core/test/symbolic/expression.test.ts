import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  computation,
  ExpressionError,
  expression,
  numberLatex,
  symbolLatex,
} from '../../src/symbolic/index.js';
import { aFormula } from './random-formula.js';

describe('expression reads', () => {
  test.each([
    ['1 + 2 * 3 ^ 2', 19],
    ['-2^2', -4],
    ['2 * -x', -6],
    ['(1 + x) / (1 - x)', -2],
    ['x^-1', 1 / 3],
    ['2x', 6],
    ['exp(log(x))', 3],
    ['sigmoid(0) + relu(-x) + relu(x) + tanh(0) + sqrt(4) + step(x)', 6.5],
    ['1.5e2', 150],
  ])('%s', (source, value) => {
    expect(expression(source).evaluate({ x: 3 })).toBeCloseTo(value, 13);
  });

  test('its own text back, with the same value', () => {
    fc.assert(
      fc.property(aFormula, (source) => {
        const once = expression(source);
        const point = { a: 0.7, b: -1.3, c: 2.1 };
        const value = once.evaluate(point);
        const again = expression(once.text).evaluate(point);
        // x + (y - z) is written x + y - z, so the last digits may differ.
        expect(Math.abs(again - value)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(value)));
      }),
      { numRuns: 200 },
    );
  }, 30_000);
});

describe('derivative', () => {
  test.each([
    ['(y - yhat)^2', 'yhat', '-2 * (y - yhat)'],
    ['w * x + b', 'w', 'x'],
    ['w * x + b', 'b', '1'],
    ['w * x + b', 'z', '0'],
    ['sigmoid(z)', 'z', 'sigmoid(z) * (1 - sigmoid(z))'],
    ['tanh(z)', 'z', '1 - tanh(z) ^ 2'],
    ['relu(z)', 'z', 'step(z)'],
    ['step(z)', 'z', '0'],
    ['-(y * log(p) + (1 - y) * log(1 - p))', 'p', '(1 - y) / (1 - p) - y / p'],
  ])('of %s by %s is %s', (source, by, text) => {
    expect(expression(source).derivative(by).text).toBe(text);
  });

  test('a call inside a call: sigmoid(tanh(w * x))', () => {
    const x = 0.4;
    const w = 0.7;
    const t = Math.tanh(w * x);
    const s = 1 / (1 + Math.exp(-t));
    const value = expression('sigmoid(tanh(w * x))').derivative('w').evaluate({ w, x });
    expect(value).toBeCloseTo(s * (1 - s) * (1 - t * t) * x, 15);
  });
});

describe('the three derivatives agree', () => {
  const aPoint = fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: -200, max: 200 })));

  test('symbolic and engine to 1e-10, finite difference to 1e-7', () => {
    fc.assert(
      fc.property(aFormula, aPoint, (source, hundredths) => {
        const point = Object.fromEntries(hundredths.map((h, i) => ['abc'[i]!, h / 100]));
        const formula = expression(source);
        const { output, inputs } = formula.toGraph(point);
        output.backward();
        for (const name of formula.symbols) {
          const symbolic = formula.derivative(name, { simplify: false }).evaluate(point);
          const engine = inputs[name]!.grad;
          const f = (x: number): number => formula.evaluate({ ...point, [name]: x });
          const scale = Math.max(1, Math.abs(engine), Math.abs(f(point[name]!)));
          expect(Math.abs(symbolic - engine) / scale).toBeLessThan(1e-10);
          expect(Math.abs(symbolic - slope(f, point[name]!)) / scale).toBeLessThan(1e-7);
        }
      }),
      { numRuns: 200 },
    );
  }, 30_000);

  test('simplifying changes the text, not the value', () => {
    const point = { a: 0.7, b: -1.3, c: 2.1 };
    fc.assert(
      fc.property(aFormula, (source) => {
        const whole = expression(source).derivative('a', { simplify: false });
        const value = whole.evaluate(point);
        const short = whole.simplified().evaluate(point);
        expect(Math.abs(short - value)).toBeLessThan(1e-10 * Math.max(1, Math.abs(value)));
      }),
      { numRuns: 25 },
    );
  }, 30_000);

  test('negative control: a derivative by the wrong variable does not agree', () => {
    const { output, inputs } = expression('a^2 * b').toGraph({ a: 2, b: 3 });
    output.backward();
    const wrong = expression('a^2 * b').derivative('b').evaluate({ a: 2, b: 3 });
    expect(inputs.a!.grad).not.toBeCloseTo(wrong, 7);
  });

  test('a power with a variable in the exponent', () => {
    const formula = expression('a^b');
    const { output, inputs } = formula.toGraph({ a: 2, b: 3 });
    output.backward();
    expect(inputs.b!.grad).toBeCloseTo(8 * Math.log(2), 12);
    expect(formula.derivative('b').evaluate({ a: 2, b: 3 })).toBeCloseTo(8 * Math.log(2), 12);
  });
});

/** Two central differences, combined so that the error falls with ε⁴. */
function slope(f: (x: number) => number, x: number): number {
  const central = (e: number): number => (f(x + e) - f(x - e)) / (2 * e);
  return (4 * central(5e-4) - central(1e-3)) / 3;
}

describe('LaTeX', () => {
  test.each([
    ['w12', 'w_{12}'],
    ['yhat', '\\hat{y}'],
    ['W_out', 'W_{out}'],
    ['eta', '\\eta'],
    ['loss', '\\mathit{loss}'],
    ['what', '\\hat{w}'],
    ['a_b_c', '\\mathit{a\\_b\\_c}'],
  ])('%s is %s', (name, latex) => {
    expect(symbolLatex(name)).toBe(latex);
  });

  test('numbers have no e-notation', () => {
    expect([0.1, -2, 1e-9, 1e21, Number.POSITIVE_INFINITY, Number.NaN].map(numberLatex)).toEqual([
      '0.1',
      '-2',
      '1 \\cdot 10^{-9}',
      '1 \\cdot 10^{21}',
      '\\infty',
      '\\mathrm{NaN}',
    ]);
  });

  test('a formula', () => {
    expect(expression('-2 * (y - yhat) * sigmoid(z1)').latex.replaceAll(' ', '')).toBe(
      '-2\\cdot\\left(y-\\hat{y}\\right)\\cdot\\sigma\\left(z_{1}\\right)',
    );
  });
});

describe('bad input', () => {
  test.each([
    ['2 +', 4],
    ['2 * (x + 1', 11],
    ['3 * * 4', 5],
    ['1..2', 3],
    ['', 1],
    ['a $ b', 3],
    ['x(1 + 2)', 1],
    ['1 + foo(x)', 5],
    ['exp(x, y)', 1],
    ['a > b', 3],
    ['[1, 2]', 1],
    ['a = 3', 1],
    ['"text"', 2],
    ['x + e', 5],
    ['pi * x', 1],
    ['i', 1],
    ['exp + 1', 1],
    ['x!', 2],
    ["x'", 2],
    ['a.b', 1],
    ['__proto__ + $x', 13],
  ])('%s is refused at column %d', (source, position) => {
    const error = catching(() => expression(source));
    expect(error).toBeInstanceOf(ExpressionError);
    expect(error.message).toMatch(/^expression: expected .+ at column \d+, received .+; .+/);
    expect((error as ExpressionError).position).toBe(position);
  });

  test.each([[undefined], [null], [3], [{}]])('%s is not a text', (source) => {
    expect(() => expression(source as never)).toThrow(ExpressionError);
  });

  test('endless nesting is refused, not a crash', () => {
    const deep = `${'('.repeat(100_000)}x${')'.repeat(100_000)}`;
    expect(() => expression(deep)).toThrow(/less nesting/);
  });

  test('evaluate names the missing variable', () => {
    const message =
      'evaluate: expected a number for x, received undefined; give it as { x: 0.1, … }';
    expect(() => expression('w * x').evaluate({ w: 1 })).toThrow(message);
    expect(() => expression('x').evaluate({ x: '1' as never })).toThrow(/received "1"/);
    expect(() => expression('x').evaluate(null as never)).toThrow(/received undefined/);
    expect(() => expression('toString').evaluate({})).toThrow(/a number for toString/);
    expect(() => expression('x').toGraph({})).toThrow(/^toGraph: expected a number for x/);
  });

  test('a computation points to line and column', () => {
    const cases: [source: string, line: number, position: number][] = [
      ['', 1, 1],
      ['h = 2 *\nL = h', 1, 8],
      ['h = x\nL = h +', 2, 8],
      ['h = x\n  L = h * foo(h)', 2, 11],
      ['x + 1', 1, 1],
      ['h = x; h = 2x', 1, 8],
      ['L = h; h = 2x', 1, 8],
      ['x = x + 1', 1, 1],
      ['e = x', 1, 1],
      ['2h = x', 1, 1],
      ['f(x) = x', 1, 1],
    ];
    for (const [source, line, position] of cases) {
      const error = catching(() => computation(source)) as ExpressionError;
      expect(error, source).toBeInstanceOf(ExpressionError);
      expect([error.line, error.position], source).toEqual([line, position]);
    }
  });
});

function catching(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  throw new Error('catching: expected an error, received none');
}
