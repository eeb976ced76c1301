import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Value, value } from '../../src/scalar/index.js';
import { anExpression, build } from './random-expression.js';

/** Central difference of a function of one number; its error is about 1e-10 near 1. */
function slope(f: (x: number) => number, x: number, epsilon = 1e-5): number {
  return (f(x + epsilon) - f(x - epsilon)) / (2 * epsilon);
}

function closeness(received: number, expected: number): number {
  return Math.abs(received - expected) / Math.max(1, Math.abs(expected));
}

const UNARY = {
  neg: [-1.5, 0, 2],
  exp: [-2, 0, 1.5],
  log: [0.3, 1, 4],
  tanh: [-2, 0, 0.7],
  sigmoid: [-3, 0, 2],
  relu: [-1, 0.5, 3],
} as const;
const BINARY = ['add', 'sub', 'mul', 'div', 'pow'] as const;

describe('each method agrees with a finite difference to 1e-7', () => {
  for (const [name, points] of Object.entries(UNARY)) {
    test.each(points)(`${name} at %d`, (point) => {
      const method = name as keyof typeof UNARY;
      const x = value(point);
      x[method]().backward();
      const expected = slope((p) => value(p)[method]().data, point);
      expect(closeness(x.grad, expected)).toBeLessThan(1e-7);
    });
  }
  test.each(BINARY)('%s in both arguments, and with a plain number', (name) => {
    for (const [p, q] of [
      [1.3, 0.7],
      [2.5, -1.5],
      [0.4, 3],
    ] as const) {
      const [x, y] = [value(p), value(q)];
      x[name](y).backward();
      const inX = slope((v) => value(v)[name](q).data, p);
      const inY = slope((v) => value(p)[name](v).data, q);
      expect(closeness(x.grad, inX)).toBeLessThan(1e-7);
      expect(closeness(y.grad, inY)).toBeLessThan(1e-7);
      const alone = value(p);
      alone[name](q).backward();
      expect(alone.grad).toBe(x.grad);
    }
  });
});

test('backward agrees with finite differences on random expressions to 1e-7', () => {
  const aPoint = fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: -200, max: 200 })));
  fc.assert(
    fc.property(anExpression, aPoint, (expression, hundredths) => {
      const point = hundredths.map((h) => h / 100);
      const inputs = point.map((p) => value(p));
      build(expression, inputs).backward();
      inputs.forEach((input, i) => {
        const f = (p: number): number =>
          build(
            expression,
            point.map((q, j) => value(i === j ? p : q)),
          ).data;
        // Larger values lose digits in the difference f(x + ε) - f(x - ε): 1e-16 × |f| / ε.
        const scale = Math.max(1, Math.abs(f(point[i]!)), Math.abs(input.grad));
        expect(Math.abs(input.grad - richardson(f, point[i]!)) / scale).toBeLessThan(1e-7);
      });
    }),
    { numRuns: 500 },
  );
});

/** Two central differences, combined so that the error falls with ε⁴. */
function richardson(f: (x: number) => number, x: number): number {
  return (4 * slope(f, x, 5e-4) - slope(f, x, 1e-3)) / 3;
}

describe('values', () => {
  test('add, sub, mul, div, pow, neg, exp, log, tanh, sigmoid and relu compute', () => {
    const x = value(2);
    const results = [x.add(3), x.sub(3), x.mul(3), x.div(4), x.pow(3), x.neg()].map((v) => v.data);
    expect(results).toEqual([5, -1, 6, 0.5, 8, -2]);
    expect(x.exp().data).toBe(Math.exp(2));
    expect(x.log().data).toBe(Math.log(2));
    expect(x.tanh().data).toBe(Math.tanh(2));
    expect(x.sigmoid().data).toBeCloseTo(1 / (1 + Math.exp(-2)), 15);
    expect([value(-2).relu().data, x.relu().data]).toEqual([0, 2]);
  });

  test('sigmoid stays finite for huge inputs', () => {
    for (const [input, output] of [
      [-1e6, 0],
      [1e6, 1],
    ] as const) {
      const x = value(input);
      const y = x.sigmoid();
      y.backward();
      expect([y.data, x.grad]).toEqual([output, 0]);
    }
  });

  test('each result records its operation, parents and local derivatives', () => {
    const [a, b] = [value(2, 'a'), value(-3, 'b')];
    const c = a.mul(b);
    expect(c.operation).toBe('mul');
    expect(c.parents).toEqual([a, b]);
    expect(c.localDerivatives).toEqual([-3, 2]);
    expect(a.operation).toBe('leaf');
    expect(a.label).toBe('a');
  });
});

describe('accumulation', () => {
  test('b = a + a gives a the gradient 2', () => {
    const a = value(3);
    a.add(a).backward();
    expect(a.grad).toBe(2);
  });

  test('a node with several users sums what they send: c = b + b with b = a + a gives 4', () => {
    const a = value(3);
    const b = a.add(a);
    b.add(b).backward();
    expect([a.grad, b.grad]).toEqual([4, 2]);
  });

  test('a shared node is visited after all its users, on paths of different length', () => {
    const a = value(2);
    const square = a.mul(a);
    const far = square.exp().log().mul(3);
    far.add(square).backward();
    expect(a.grad).toBeCloseTo(16, 12);
  });

  test('negative control: the wrong order loses part of the gradient', () => {
    const a = value(3);
    const b = a.add(a);
    const c = b.add(b);
    c.grad = 1;
    // b is asked after one of its two users only.
    b.grad += c.grad;
    for (const parent of b.parents) parent.grad += b.grad;
    b.grad += c.grad;
    expect(a.grad).toBe(2);
    a.zeroGrad();
    c.backward();
    expect(a.grad).toBe(4);
  });

  test('a second backward adds to leaves, and inner nodes start again at 0', () => {
    const a = value(3);
    const b = a.mul(a);
    const c = b.mul(2);
    c.backward();
    c.backward();
    expect([a.grad, b.grad, c.grad]).toEqual([24, 2, 1]);
  });

  test('backward of two outputs sums their gradients in shared leaves', () => {
    const a = value(3);
    const shared = a.mul(a);
    shared.mul(2).backward();
    shared.mul(5).backward();
    expect(a.grad).toBe(6 * 7);
  });

  test('zeroGrad puts all gradients of the graph back to 0', () => {
    const a = value(3);
    const c = a.mul(a).exp();
    c.backward();
    c.zeroGrad();
    expect(c.topologicalOrder().map((node) => node.grad)).toEqual([0, 0, 0]);
    c.backward();
    expect(a.grad).toBe(6 * Math.exp(9));
  });

  test('backward uses the numbers that forward used, even if a leaf changed since', () => {
    const [w, x] = [value(2), value(5)];
    const y = w.mul(x);
    x.data = 100;
    y.backward();
    expect(w.grad).toBe(5);
  });
});

describe('stepping', () => {
  test('graph lists nodes with places of their parents, parents first', () => {
    const [a, b] = [value(2, 'a'), value(3, 'b')];
    const rows = a.mul(b).add(a).graph();
    expect(rows.map((row) => row.node.operation)).toEqual(['leaf', 'leaf', 'mul', 'add']);
    expect(rows.map((row) => row.node.label).slice(0, 2)).toEqual(['a', 'b']);
    expect(rows.map((row) => row.parents)).toEqual([[], [], [0, 1], [2, 0]]);
    for (const row of rows)
      for (const parent of row.parents) expect(parent).toBeLessThan(row.order);
  });

  test('backwardSteps hands out one node at a time and leaves the rest untouched', () => {
    const [a, b] = [value(2, 'a'), value(3, 'b')];
    const product = a.mul(b);
    const steps = product.add(a).backwardSteps();
    const first = steps.next().value!;
    expect(first.incoming).toBe(1);
    expect(first.contributions.map(({ amount }) => amount)).toEqual([1, 1]);
    expect([product.grad, a.grad, b.grad]).toEqual([1, 1, 0]);
    const second = steps.next().value!;
    expect(second.node).toBe(product);
    expect(second.contributions).toEqual([
      { parent: a, localDerivative: 3, amount: 3 },
      { parent: b, localDerivative: 2, amount: 2 },
    ]);
    expect([a.grad, b.grad]).toEqual([4, 2]);
    expect([...steps].map(({ node }) => node.label).sort()).toEqual(['a', 'b']);
  });
});

test('a chain of 200,000 nodes differentiates', () => {
  const x = value(1);
  let y = x;
  for (let i = 0; i < 200_000; i++) y = i % 2 === 0 ? y.mul(2) : y.div(2);
  y.backward();
  expect(y.data).toBe(1);
  expect(x.grad).toBe(1);
});

test('a node with 200,000 users differentiates', () => {
  const x = value(1);
  let y = x;
  for (let i = 0; i < 200_000; i++) y = y.add(x);
  y.backward();
  expect(x.grad).toBe(200_001);
});

describe('corners', () => {
  test('relu at 0 has derivative 0', () => {
    const x = value(0);
    x.relu().backward();
    expect(x.grad).toBe(0);
  });

  test('pow: x⁰ has derivative 0 also at 0, and a negative base takes a whole exponent', () => {
    const [zero, negative] = [value(0), value(-3)];
    zero.pow(0).backward();
    const cube = negative.pow(3);
    cube.backward();
    expect(zero.grad).toBe(0);
    expect([cube.data, negative.grad]).toEqual([-27, 27]);
    expect(cube.topologicalOrder().every((node) => Number.isFinite(node.grad))).toBe(true);
  });

  test('pow: 0 to a positive Value has derivative 0 in the exponent', () => {
    const n = value(2);
    value(0).pow(n).backward();
    expect(n.grad).toBe(0);
  });

  test('div by 0 and log of 0 or less follow IEEE arithmetic', () => {
    const x = value(1);
    expect(x.div(0).data).toBe(Number.POSITIVE_INFINITY);
    expect(value(0).log().data).toBe(Number.NEGATIVE_INFINITY);
    expect(value(-1).log().data).toBeNaN();
    expect(value(Number.NaN).relu().data).toBeNaN();
  });
});

describe('bad input', () => {
  test.each([['3'], [undefined], [null], [[1]], [3n], [true]])('value refuses %s', (input) => {
    expect(() => value(input as never)).toThrow(TypeError);
    expect(() => value(input as never)).toThrow(/^value: expected a number, received \w+; /);
  });

  test.each(BINARY)('%s refuses what is neither a number nor a Value', (name) => {
    for (const input of ['3', undefined, null, {}, [1]]) {
      expect(() => value(1)[name](input as never)).toThrow(
        new RegExp(`^${name}: expected a number, received \\w+; `),
      );
    }
  });
});

describe('the file', () => {
  const text = readFileSync(new URL('../../src/scalar/value.ts', import.meta.url), 'utf8');

  test('has at most 150 lines', () => {
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(150);
  });

  test('imports nothing', () => {
    expect(text).not.toMatch(/\bimport\b|\brequire\b|\bfrom '/);
  });
});

test('value makes a Value', () => {
  expect(value(1)).toBeInstanceOf(Value);
});
