import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { graphSnapshot } from '../../src/explain/index.js';
import { replay, Value, value } from '../../src/scalar/index.js';
import { anExpression, build } from './random-expression.js';

/** All that can be seen of a graph: each node's number, gradient and local derivatives. */
function seen(output: Value): number[][] {
  return output
    .topologicalOrder()
    .map(({ data, grad, localDerivatives }) => [data, grad, ...localDerivatives]);
}

const aPoint = fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: -200, max: 200 })));
const toValues = (point: readonly number[]): Value[] => point.map((h) => value(h / 100));

/** Every method, on two numbers; pow with a Value and with plain numbers. */
const METHODS: Readonly<Record<string, (x: Value, y: Value) => Value>> = {
  add: (x, y) => x.add(y),
  addTwice: (x) => x.add(x),
  addNumber: (x) => x.add(3),
  sub: (x, y) => x.sub(y),
  mul: (x, y) => x.mul(y),
  mulNumber: (x) => x.mul(-0.5),
  square: (x) => x.mul(x),
  div: (x, y) => x.div(y),
  numberDiv: (x) => value(1).div(x),
  pow: (x, y) => x.pow(y),
  powOfItself: (x) => x.pow(x),
  cube: (x) => x.pow(3),
  zeroth: (x) => x.pow(0),
  root: (x) => x.pow(0.5),
  neg: (x) => x.neg(),
  exp: (x) => x.exp(),
  log: (x) => x.log(),
  tanh: (x) => x.tanh(),
  sigmoid: (x) => x.sigmoid(),
  relu: (x) => x.relu(),
};

describe('a replay gives the same bits as building the graph again', () => {
  const NUMBERS = [0, -0, 1, -1, 0.3, -2.5, 1e-320, 1e300, Infinity, -Infinity, Number.NaN];

  test.each(Object.entries(METHODS))('%s, at all pairs of telling numbers', (_, method) => {
    const [x, y] = [value(2), value(3)];
    const output = method(x, y);
    const step = replay(output);
    for (const p of NUMBERS)
      for (const q of NUMBERS) {
        const [u, v] = [value(p), value(q)];
        const rebuilt = method(u, v);
        [x.data, y.data] = [p, q];
        expect(step.forward()).toBe(rebuilt.data);
        output.zeroGrad();
        expect(seen(output)).toEqual(seen(rebuilt));
        step.backward();
        rebuilt.backward();
        expect(seen(output)).toEqual(seen(rebuilt));
        expect([x.grad, y.grad]).toEqual([u.grad, v.grad]);
      }
  });

  test('random expressions, trained for some steps', () => {
    fc.assert(
      fc.property(anExpression, aPoint, aPoint, (expression, start, point) => {
        const [inputs, others] = [toValues(start), toValues(point)];
        const output = build(expression, inputs);
        const step = replay(output);
        inputs.forEach((input, i) => {
          input.data = others[i]!.data;
        });
        for (let i = 0; i < 3; i++) {
          const rebuilt = build(expression, others);
          expect(step.forward()).toBe(rebuilt.data);
          step.backward();
          rebuilt.backward();
          for (const v of [...inputs, ...others]) v.data -= 0.01 * v.grad;
          expect(inputs.map((v) => v.grad)).toEqual(others.map((v) => v.grad));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('and agrees with finite differences of itself to 1e-6', () => {
    fc.assert(
      fc.property(anExpression, aPoint, (expression, point) => {
        const inputs = toValues(point);
        const step = replay(build(expression, inputs));
        step.forward();
        step.backward();
        for (const input of inputs) {
          const at = (data: number): number => {
            input.data = data;
            return step.forward();
          };
          const x = input.data;
          const [wide, narrow] = [1e-3, 5e-4].map((e) => (at(x + e) - at(x - e)) / (2 * e));
          const size = Math.max(1, Math.abs(at(x)), Math.abs(input.grad));
          expect(Math.abs(input.grad - (4 * narrow! - wide!) / 3) / size).toBeLessThan(1e-6);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('a chain of 200,000 nodes, and a node with as many users', () => {
    const x = value(1);
    let y = x;
    for (let i = 0; i < 50_000; i++) y = i % 2 === 0 ? y.mul(2).add(x) : y.div(2).sub(x);
    const [expected, step] = [y.data, replay(y)];
    y.backward();
    const grad = x.grad;
    x.grad = 0;
    expect(step.forward()).toBe(expected);
    step.backward();
    expect(x.grad).toBe(grad);
  });
});

describe('the nodes of a replayed graph', () => {
  test('are the same nodes, and show the newest numbers', () => {
    const x = value(2, 'x');
    const square = x.mul(x);
    const output = square.add(1);
    const step = replay(output);
    expect(output.parents[0]).toBe(square);
    expect([square.data, output.data]).toEqual([4, 5]);
    x.data = 3;
    step.forward();
    expect([square.data, output.data, ...square.localDerivatives]).toEqual([9, 10, 3, 3]);
    step.backward();
    expect([square.grad, output.grad, x.grad]).toEqual([1, 1, 6]);
    expect([square instanceof Value, square.operation, square.label]).toEqual([true, 'mul', '']);
  });

  test('can be drawn, stepped and differentiated as before', () => {
    const x = value(2, 'x');
    const output = x.mul(x).tanh().add(x);
    const step = replay(output);
    x.data = 0.5;
    step.forward();
    const rebuilt = value(0.5, 'x');
    const same = rebuilt.mul(rebuilt).tanh().add(rebuilt);
    expect(graphSnapshot(output)).toEqual(graphSnapshot(same));
    const amounts = (v: Value): number[] =>
      [...v.backwardSteps()].flatMap(({ contributions }) => contributions.map((c) => c.amount));
    expect(amounts(output)).toEqual(amounts(same));
    step.backward();
    same.backward();
    output.backward();
    same.backward();
    expect(x.grad).toBe(rebuilt.grad);
  });

  test('refuse what is no number, which their memory would take for NaN', () => {
    const square = value(3).mul(2);
    replay(square);
    expect(() => Object.assign(square, { data: 'six' })).toThrow(/^data: expected a number, rec/);
    expect(() => Object.assign(square, { grad: undefined })).toThrow(/^grad: expected a number/);
    expect([square.data, square.grad]).toEqual([6, 0]);
  });

  test('take labels; numbers written into them last until the next forward', () => {
    const x = value(2);
    const square = x.mul(x);
    const step = replay(square.exp());
    square.label = 'square';
    square.data = 100;
    expect(square.data).toBe(100);
    expect(step.forward()).toBe(Math.exp(4));
    expect([square.label, square.data]).toEqual(['square', 4]);
  });
});

describe('gradients', () => {
  test('leaves add up over backward passes; zeroGrad puts them back', () => {
    const x = value(3);
    const step = replay(x.mul(x));
    step.backward();
    step.backward();
    expect(x.grad).toBe(12);
    step.zeroGrad();
    step.backward();
    expect(x.grad).toBe(6);
  });

  test('are taken at the numbers of the last forward, even if a leaf changed since', () => {
    const x = value(3);
    const step = replay(x.mul(x));
    x.data = 100;
    step.backward();
    expect(x.grad).toBe(6);
  });

  test('two replays share leaves, but no inner nodes', () => {
    const x = value(3);
    const [square, cube] = [replay(x.pow(2)), replay(x.pow(3))];
    x.data = 2;
    expect([square.forward(), cube.forward()]).toEqual([4, 8]);
    square.backward();
    cube.backward();
    expect(x.grad).toBe(4 + 12);
  });

  test('plain numbers in a formula behave like other leaves, also in a second replay', () => {
    const x = value(3, 'x');
    const product = x.mul(2);
    const two = product.parents[1]!;
    const first = replay(product);
    const second = replay(two.pow(2));
    two.data = 5;
    expect([first.forward(), second.forward()]).toEqual([15, 25]);
    first.backward();
    second.backward();
    first.backward();
    expect([two.grad, x.grad]).toEqual([3 + 10 + 3, 10]);
    expect([two.operation, two.parents, two.localDerivatives]).toEqual(['leaf', [], []]);
    first.zeroGrad();
    expect([two.grad, x.grad]).toEqual([0, 0]);
    x.mul(two).backward(); // a graph that is not replayed may use it
    expect([two.grad, x.grad]).toEqual([3, 5]);
  });

  test('a leaf by itself can be replayed', () => {
    const x = value(3);
    const step = replay(x);
    x.data = 4;
    expect(step.forward()).toBe(4);
    step.backward();
    expect(x.grad).toBe(1);
  });
});

describe('what would give wrong numbers is refused', () => {
  test('a node outside that uses an inner node can be read, not differentiated', () => {
    const x = value(3);
    const square = x.mul(x);
    const outside = square.mul(square);
    const step = replay(square.add(1));
    x.data = 5;
    step.forward();
    expect(outside.data).toBe(81);
    const message = /^graph: expected all or no nodes replayed, received some; /;
    expect(() => outside.backward()).toThrow(message);
    expect(() => [...outside.backwardSteps()]).toThrow(message);
    expect(() => square.mul(2).backward()).toThrow(message);
    expect(() => replay(outside)).toThrow(message);
    expect(x.grad).toBe(0);
    const other = value(2);
    other.mul(x).backward(); // graphs of leaves alone are free
    expect(x.grad).toBe(2);
  });

  test('a graph belongs to one replay', () => {
    const x = value(3);
    const square = x.mul(x);
    const output = square.add(1);
    const step = replay(output);
    for (const again of [output, square])
      expect(() => replay(again)).toThrow(/^replay: .*received nodes of another replay; use that/);
    x.data = 1;
    expect(step.forward()).toBe(2);
  });

  test('an operation that Value does not have', () => {
    const odd = new Value(1, '', 'sqrt', value(1), 0.5);
    expect(() => replay(odd.add(1))).toThrow(/^replay: .*received the operation "sqrt"; use/);
  });

  test.each([[2], [undefined], [null], [{ data: 1 }], [() => value(1)]])('%s', (input) => {
    expect(() => replay(input as never)).toThrow(/^replay: expected the Value .*, received .*; /);
  });

  test('a leaf without a number stops forward before anything changes', () => {
    const [x, y] = [value(3, 'x'), value(4, 'y')];
    const product = x.mul(y);
    const step = replay(product);
    x.data = 10;
    y.data = 'five' as never;
    expect(() => step.forward()).toThrow(/^forward: expected a number, received "five"; /);
    step.backward();
    expect([product.data, x.grad]).toEqual([12, 4]);
    y.data = 5;
    expect(step.forward()).toBe(50);
  });

  test('a number that is not finite goes through, as in a graph built again', () => {
    const x = value(1);
    const step = replay(x.log().mul(2));
    x.data = Number.NaN;
    expect(step.forward()).toBeNaN();
    x.data = 1;
    expect(step.forward()).toBe(0);
  });
});

describe('negative control', () => {
  test('a leaf that is not read shows: the comparison can fail', () => {
    const x = value(2);
    const output = x.mul(x);
    const step = replay(output);
    const rebuilt = value(3);
    step.forward();
    expect(seen(output)).not.toEqual(seen(rebuilt.mul(rebuilt)));
  });
});

describe('memory', () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  function bytesInUse(): number {
    collectGarbage();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  }
  /** How many bytes more are in use after so many turns; the first turns warm up. */
  function growth(turns: number, turn: () => void): number {
    for (let i = 0; i < turns / 10; i++) turn();
    const before = bytesInUse();
    for (let i = 0; i < turns; i++) turn();
    return bytesInUse() - before;
  }
  const MEGABYTE = 1e6;

  test('100,000 replays keep less than 1 MB', () => {
    const [w, x] = [value(0.5), value(2)];
    const step = replay(w.mul(x).tanh().sub(1).pow(2));
    const grown = growth(100_000, () => {
      step.zeroGrad();
      step.forward();
      step.backward();
      w.data -= 0.01 * w.grad;
    });
    expect(grown).toBeLessThan(MEGABYTE);
  });

  test('graphs that are built again and dropped, replays too, keep less than 1 MB', () => {
    const w = value(0.5);
    const losses: number[] = [];
    const loss = (): Value => w.mul(2).tanh().sub(1).pow(2);
    const trained = growth(20_000, () => {
      w.grad = 0;
      const output = loss();
      output.backward();
      w.data -= 0.01 * w.grad;
      losses.push(output.data);
    });
    const onlyForward = growth(20_000, () => loss());
    const replayed = growth(5_000, () => replay(loss()).forward());
    expect(Math.max(trained, onlyForward, replayed)).toBeLessThan(MEGABYTE);
    expect(losses).toHaveLength(22_000);
  });

  test('negative control: nodes that are kept show', () => {
    const kept: Value[] = [];
    const w = value(0.5);
    expect(growth(20_000, () => kept.push(w.mul(2).tanh()))).toBeGreaterThan(MEGABYTE);
    expect(kept).toHaveLength(22_000);
  });
});
