import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countEvaluations,
  derivativeWithMemory,
  derivativeWithoutMemory,
  explainBackward,
  explainTrainingStep,
  graphSnapshot,
} from '../../src/explain/index.js';
import { ArgumentError, tensor } from '../../src/index.js';
import { Value, value } from '../../src/scalar/index.js';
import { anExpression, build } from '../scalar/random-expression.js';

/** Every operation of the scalar engine once. */
function oneOfEach(): Value {
  const [a, b] = [value(0.7, 'a'), value(1.3, 'b')];
  const sums = a.add(b).sub(a.mul(b)).div(b);
  const powers = a.pow(b).neg().exp().add(b.log());
  return sums.tanh().add(powers.sigmoid()).add(a.relu()).add(a.pow(2));
}

describe('graphSnapshot', () => {
  test('lists nodes in order, with names, formulas, values and gradients', () => {
    const a = value(2, 'a');
    const c = a.mul(3);
    c.label = 'c';
    c.backward();
    expect(graphSnapshot(c)).toEqual({
      nodes: [
        { ...leaf(0, 'a', 2), grad: 3 },
        { ...leaf(1, '3', 3), grad: 2 },
        {
          ...{ id: 2, name: 'c', operation: 'mul', text: 'a * 3', latex: 'a \\cdot 3' },
          ...{ shape: [], value: 6, grad: 1 },
        },
      ],
      edges: [
        { from: 0, to: 2, localDerivative: 3 },
        { from: 1, to: 2, localDerivative: 2 },
      ],
    });
  });

  test('knows a formula for every method of the engine that makes a node', () => {
    const methods = Object.getOwnPropertyNames(Value.prototype).filter((name) => {
      const notOperations = ['constructor', 'topologicalOrder', 'graph', 'zeroGrad', 'backward'];
      return ![...notOperations, 'backwardSteps', 'parents', 'localDerivatives'].includes(name);
    });
    const { nodes } = graphSnapshot(oneOfEach());
    const shown = new Set(nodes.map(({ operation }) => operation));
    expect(methods.filter((name) => !shown.has(name))).toEqual([]);
    for (const node of nodes) expect(node.text === '').toBe(node.operation === 'leaf');
    expect(JSON.parse(JSON.stringify(nodes))).toEqual(nodes);
  });

  test('two nodes of one label are told apart', () => {
    const names = graphSnapshot(value(1, 'x').add(value(2, 'x'))).nodes.map(({ name }) => name);
    expect(names).toEqual(['x', 'x_1', 'v2']);
  });

  test('draws a tensor graph with shapes and the records’ formulas', () => {
    const x = tensor([[1, 2]], { requiresGrad: true });
    const loss = x.square().sum();
    loss.backward();
    const { nodes, edges } = graphSnapshot(loss);
    expect(nodes.map(({ operation }) => operation)).toEqual(['leaf', 'square', 'sum']);
    expect(nodes.map(({ shape }) => shape)).toEqual([[1, 2], [1, 2], []]);
    expect(nodes[1]!.latex).not.toBe('');
    expect(nodes[2]!.value).toBe(5);
    expect(edges.map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });

  function leaf(id: number, name: string, data: number) {
    return { id, name, operation: 'leaf', text: '', latex: '', shape: [], value: data };
  }
});

describe('explainBackward', () => {
  test('says what each node sends', () => {
    const [a, b] = [value(2, 'a'), value(-3, 'b')];
    const c = a.mul(b);
    c.label = 'c';
    const L = c.add(a);
    L.label = 'L';
    const records = explainBackward(L);
    expect(records.map(({ name, incoming }) => [name, incoming])).toEqual([
      ['L', 1],
      ['c', 1],
    ]);
    expect(records[1]!.sent.map(({ text }) => text)).toEqual([
      'grad(a) += grad(c) * b = 1 * (-3) = -3',
      'grad(b) += grad(c) * a = 1 * 2 = 2',
    ]);
    expect(records[1]!.sent[0]!.latex).toBe(
      '\\overline{a} \\mathrel{+}= \\overline{c} \\cdot b = 1 \\cdot \\left(-3\\right) = -3',
    );
    // a was sent 1 by L before.
    expect(records[1]!.sent[0]!.total).toBe(-2);
  });

  test('leaves the gradients of the nodes alone', () => {
    const a = value(2, 'a');
    const c = a.mul(a);
    c.backward();
    explainBackward(c);
    expect([a.grad, c.grad]).toEqual([4, 1]);
  });

  test('ends with the gradients of backward, on random expressions', () => {
    fc.assert(
      fc.property(anExpression, (expression) => {
        const inputs = [value(0.3, 'a'), value(-1.2, 'b'), value(2, 'c')];
        const output = build(expression, inputs);
        output.backward();
        const totals = new Map<number, number>();
        for (const { sent } of explainBackward(output)) {
          for (const { to, total } of sent) totals.set(to, total);
        }
        output.graph().forEach(({ order, node }) => {
          if (node !== output) expect(totals.get(order)).toBe(node.grad);
        });
      }),
      { numRuns: 100 },
    );
  });
});

describe('the chain rule with and without memory', () => {
  test('agree on the value, on random expressions', () => {
    fc.assert(
      fc.property(anExpression, (expression) => {
        const inputs = [value(0.3), value(-1.2), value(2)];
        const output = build(expression, inputs);
        output.backward();
        for (const input of inputs) {
          const stored = derivativeWithMemory(output, input);
          const naive = derivativeWithoutMemory(output, input);
          // Another order of summation may change the last digits.
          const near = Math.max(1, Math.abs(stored.value)) * 1e-9;
          expect(Math.abs(naive.value - stored.value)).toBeLessThan(near);
          expect(countEvaluations(output)).toEqual({
            withMemory: stored.evaluations,
            withoutMemory: naive.evaluations,
          });
        }
      }),
      { numRuns: 100 },
    );
  });

  test('visits grow by one a level with memory, and double without', () => {
    const counts = [1, 2, 3, 10].map((levels) => {
      const x = value(1);
      let y = x;
      for (let i = 0; i < levels; i++) y = y.add(y);
      expect(derivativeWithoutMemory(y, x).value).toBe(2 ** levels);
      return [derivativeWithMemory(y, x).evaluations, derivativeWithoutMemory(y, x).evaluations];
    });
    expect(counts).toEqual([
      [2, 3],
      [3, 7],
      [4, 15],
      [11, 2047],
    ]);
  });

  test('counting needs no walk: 2,000 levels', () => {
    let y = value(1);
    for (let i = 0; i < 2000; i++) y = y.mul(y);
    expect(countEvaluations(y)).toEqual({ withMemory: 2001, withoutMemory: Infinity });
  });

  test('walking stops at the limit', () => {
    const x = value(1);
    let y = x;
    for (let i = 0; i < 40; i++) y = y.add(y);
    expect(() => derivativeWithoutMemory(y, x, { limit: 1000 })).toThrow(/at most 1000 visits/);
  });

  test('what the output does not depend on has derivative 0', () => {
    expect(derivativeWithMemory(value(1).exp(), value(2)).value).toBe(0);
  });
});

describe('explainTrainingStep', () => {
  test('says what an update does, and does nothing itself', () => {
    const [w, b] = [value(2, 'w'), value(1, 'b')];
    const loss = w.mul(3).add(b).sub(5).pow(2);
    const record = explainTrainingStep(loss, [w, b], 0.5);
    expect(record).toEqual({
      loss: 4,
      learningRate: 0.5,
      updates: [
        {
          ...{ name: 'w', before: 2, gradient: 12, change: -6, after: -4 },
          latex: 'w \\leftarrow 2 - 0.5 \\cdot 12 = -4',
        },
        {
          ...{ name: 'b', before: 1, gradient: 4, change: -2, after: -1 },
          latex: 'b \\leftarrow 1 - 0.5 \\cdot 4 = -1',
        },
      ],
    });
    expect([w.data, w.grad]).toEqual([2, 0]);
  });
});

describe('bad input', () => {
  test.each([
    ['graphSnapshot', () => graphSnapshot(3 as never)],
    ['graphSnapshot', () => graphSnapshot(null as never)],
    ['explainBackward', () => explainBackward({} as never)],
    ['derivativeWithMemory', () => derivativeWithMemory(value(1), 2 as never)],
    ['derivativeWithoutMemory', () => derivativeWithoutMemory('x' as never, value(1))],
    ['countEvaluations', () => countEvaluations(undefined as never)],
    ['explainTrainingStep', () => explainTrainingStep(value(1), [1 as never], 0.1)],
    ['explainTrainingStep', () => explainTrainingStep(value(1), [], Number.NaN)],
  ])('%s refuses what is not a Value', (name, run) => {
    expect(run).toThrow(ArgumentError);
    expect(run).toThrow(new RegExp(`^${name}: expected .+, received .+; .+`));
  });
});
