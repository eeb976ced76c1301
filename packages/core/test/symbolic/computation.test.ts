import { describe, expect, test } from 'vitest';
import { grads, tensor } from '../../src/index.js';
import { value } from '../../src/scalar/index.js';
import { computation } from '../../src/symbolic/index.js';

/** The net of the regression notebook: two inputs, two linear hidden units, one output. */
const NET = `
  h0 = W00*x0 + W10*x1 + b0
  h1 = W01*x0 + W11*x1 + b1
  yhat = v0*h0 + v1*h1 + c
  L = (y - yhat)^2   # the squared error
`;
const PARAMETERS = ['W00', 'W01', 'W10', 'W11', 'b0', 'b1', 'v0', 'v1', 'c'] as const;
/** The second student, at weights that are all different. */
const POINT = {
  ...{ x0: 7, x1: 9, y: 5, W00: 0.11, W01: 0.12, W10: 0.13, W11: 0.14 },
  ...{ b0: 0.01, b1: 0.02, v0: 0.15, v1: 0.16, c: 0.03 },
};
const net = computation(NET);

test('computation tells inputs from steps', () => {
  expect(net.steps.map(({ name }) => name)).toEqual(['h0', 'h1', 'yhat', 'L']);
  expect(net.output).toBe('L');
  expect([...net.inputs].sort()).toEqual([...PARAMETERS, 'x0', 'x1', 'y'].sort());
});

describe('the nine partial derivatives of the notebook', () => {
  const { W00, W01, W10, W11, b0, b1, v0, v1, c, x0, x1, y } = POINT;
  const options = { dtype: 'float64' } as const;
  const byTensor = ((): number[] => {
    const loss = grads((W1, bias1, W2, bias2) => {
      const x = tensor([[x0, x1]], options);
      const yhat = x.matMul(W1!).add(bias1!).matMul(W2!).add(bias2!);
      return tensor([[y]], options)
        .sub(yhat)
        .square()
        .sum();
    });
    const parameters = [
      [
        [W00, W01],
        [W10, W11],
      ],
      [[b0, b1]],
      [[v0], [v1]],
      [[c]],
    ].map((data) => tensor(data, options));
    return loss(parameters).flatMap((gradient) => [...gradient.dataSync()].map(Number));
  })();
  const graph = net.toGraph(POINT);
  graph.L!.backward();

  test.each(PARAMETERS.map((name, index) => [name, index] as const))(
    '∂L/∂%s equals scalar and tensor backward to 1e-12',
    (name, index) => {
      const { value: byChain } = net.derivation(name, POINT);
      const byProduct = net.partial(name).evaluate(net.evaluate(POINT));
      expect(Math.abs(byChain - graph[name]!.grad)).toBeLessThan(1e-12);
      expect(Math.abs(byChain - byTensor[index]!)).toBeLessThan(1e-12);
      expect(Math.abs(byChain - byProduct)).toBeLessThan(1e-12);
    },
  );

  test('negative control: the derivative of the neighbour is told apart', () => {
    expect(Math.abs(net.derivation('W00', POINT).value - byTensor[1]!)).toBeGreaterThan(0.1);
  });

  test('are the numbers that the lesson prints', () => {
    const values = PARAMETERS.map((name) => net.derivation(name, POINT).value);
    const printed = [
      -9.11043, -9.717792, -11.71341, -12.494304, -1.30149, -1.388256, -16.91937, -18.394392,
      -8.6766,
    ];
    for (const [i, figure] of printed.entries()) expect(values[i]).toBeCloseTo(figure, 12);
  });
});

describe('derivation', () => {
  const derivation = net.derivation('W10', POINT);

  test('gives the factors of the chain from the output inwards', () => {
    expect(derivation.paths).toHaveLength(1);
    const factors = derivation.paths[0]!.factors;
    expect(factors.map(({ of, by, text }) => [of, by, text])).toEqual([
      ['L', 'yhat', '-2 * (y - yhat)'],
      ['yhat', 'h0', 'v0'],
      ['h0', 'W10', 'x1'],
    ]);
    expect(factors.map((factor) => factor.value)).toEqual([expect.closeTo(-8.6766, 12), 0.15, 9]);
    expect(factors[1]!.symbolLatex).toBe('\\frac{\\partial \\hat{y}}{\\partial h_{0}}');
  });

  test('gives the simplified product, in symbols and in numbers', () => {
    expect(derivation.product.text).toBe('-2 * (y - yhat) * v0 * x1');
    expect(derivation.product.numbersLatex.replaceAll(' ', '')).toBe(
      '-2\\cdot\\left(5-0.6617\\right)\\cdot0.15\\cdot9',
    );
    expect(derivation.product.latex).toBe(
      '-2\\cdot\\left( y- \\hat{y}\\right)\\cdot v_{0}\\cdot x_{1}',
    );
    expect(derivation.value).toBeCloseTo(-11.71341, 12);
  });

  test('is plain data', () => {
    expect(JSON.parse(JSON.stringify(derivation))).toEqual(derivation);
  });

  test('sums over all paths: an input that reaches the loss through both hidden units', () => {
    const both = net.derivation('x0', POINT);
    expect(both.paths.map(({ factors }) => factors.map(({ by }) => by))).toEqual([
      ['yhat', 'h0', 'x0'],
      ['yhat', 'h1', 'x0'],
    ]);
    const graph = net.toGraph(POINT);
    graph.L!.backward();
    expect(both.value).toBeCloseTo(graph.x0!.grad, 12);
    expect(both.chainLatex.split(' + ')).toHaveLength(2);
  });

  test('a symbol used twice in one step counts once, with its whole local derivative', () => {
    const square = computation('L = x * x');
    expect(square.derivation('x', { x: 3 }).value).toBe(6);
  });

  test('by a step, by the output itself, and by what does not matter', () => {
    expect(net.derivation('h0', POINT).value).toBeCloseTo(-1.30149, 12);
    expect(net.derivation('L', POINT)).toMatchObject({ value: 1, chainLatex: '1' });
    const apart = computation('unused = 2 * z; L = x^2');
    expect(apart.derivation('z', { z: 1, x: 1 })).toMatchObject({ value: 0, chainLatex: '0' });
  });

  test('of sigmoid and cross-entropy equals the engine', () => {
    const classifier = computation(`
      z = w*x + b
      p = sigmoid(z)
      L = -(y*log(p) + (1 - y)*log(1 - p))
    `);
    const point = { w: 0.3, x: 2, b: -0.1, y: 1 };
    const graph = classifier.toGraph(point);
    graph.L!.backward();
    expect(classifier.derivation('w', point).value).toBeCloseTo(graph.w!.grad, 14);
    expect(graph.w!.grad).toBeCloseTo((graph.p!.data - 1) * 2, 14);
  });
});

test('toGraph takes Values made before, and labels the steps', () => {
  const w = value(2, 'w');
  const graph = computation('h = w * x; L = h^2').toGraph({ w, x: 3 });
  graph.L!.backward();
  expect(w.grad).toBe(36);
  expect([graph.h!.label, graph.L!.label]).toEqual(['h', 'L']);
});

describe('bad input', () => {
  test('a name that does not occur', () => {
    const short = computation('L = x^2');
    const message = 'derivation: expected one of x, L, received "z"; derive by an input or a step';
    expect(() => short.derivation('z', { x: 1 })).toThrow(message);
    expect(() => short.partial('z')).toThrow(/^partial: expected one of x, L/);
  });

  test('a missing number', () => {
    expect(() => net.derivation('W00', { x0: 1 })).toThrow(/^evaluate: expected a number for/);
    expect(() => net.toGraph({})).toThrow(/^toGraph: expected a number for/);
  });

  test('more than 1000 paths', () => {
    const steps = Array.from({ length: 11 }, (_, i) => [
      `p${i + 1} = 2 * s${i}`,
      `q${i + 1} = 3 * s${i}`,
      `s${i + 1} = p${i + 1} + q${i + 1}`,
    ]).flat();
    const wide = computation(steps.join('\n'));
    expect(() => wide.derivation('s0', { s0: 1 })).toThrow(/at most 1000 paths from s0 to s11/);
    const graph = wide.toGraph({ s0: 1 });
    graph.s11!.backward();
    expect(graph.s0!.grad).toBe(5 ** 11);
  });
});
