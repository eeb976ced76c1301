import { describe, expect, it } from 'vitest';
import { show } from '../../src/display/show.js';
import { showText } from '../../src/display/show-text.js';
import { describeGraph, isGraphValue, readGraph } from '../../src/display/value-graph.js';
import type { Output } from '../../src/protocol.js';
import { makeDisplay } from '../../src/worker/display.js';

/** A number of a graph, with fields that are nobody's business. */
class Value {
  readonly inA = 0;
  constructor(
    public data: number,
    readonly label = '',
    readonly operation = 'leaf',
    readonly parents: readonly Value[] = [],
    readonly localDerivatives: readonly number[] = [],
    public grad = 0,
  ) {}
}

const w = new Value(2, 'w');
const x = new Value(3, 'x', 'leaf', [], [], 2);
const product = new Value(6, '', 'mul', [w, x], [3, 2], 1);

const displayed = (...args: unknown[]) => {
  const outputs: Output[] = [];
  (makeDisplay((output) => outputs.push(output)) as (...given: unknown[]) => void)(...args);
  return (outputs[0] as Extract<Output, { kind: 'display' }>).value;
};

describe('a number of a graph', () => {
  it('is shown in a line by its data, gradient and operation', () => {
    expect(showText(show(product))).toBe('Value {data: 6, grad: 1, op: "mul"}');
    expect(showText(show(x))).toBe('Value {label: "x", data: 3, grad: 2, op: "leaf"}');
  });

  it('is displayed as its graph, parents first', () => {
    expect(displayed(product)).toEqual({
      kind: 'display',
      type: 'graph',
      text: 'a graph of 3 nodes',
      data: {
        nodes: [
          { node: 'w', data: 2, grad: 0, op: 'leaf' },
          { node: 'x', data: 3, grad: 2, op: 'leaf' },
          { node: 'v2', data: 6, grad: 1, op: 'mul' },
        ],
        edges: [
          { from: 'w', to: 'v2', 'local derivative': 3 },
          { from: 'x', to: 'v2', 'local derivative': 2 },
        ],
      },
    });
    expect(displayed(product, { title: 'a product' })).toMatchObject({ text: 'a product' });
    expect(displayed(x)).toMatchObject({ kind: 'object', type: 'Value', size: 4 });
  });

  it('is one node however often it is used', () => {
    const twice = new Value(4, '', 'mul', [w, w], [2, 2]);
    const { nodes, edges } = readGraph(new Value(6, '', 'add', [twice, w], [1, 1]));
    expect(nodes.map(({ node }) => node)).toEqual(['w', 'v1', 'v2']);
    expect(edges.map(({ from }) => from)).toEqual(['w', 'w', 'v1', 'w']);
  });

  it('of a deep graph is shown with the nodes nearest to it', () => {
    let value = w;
    for (let step = 0; step < 5000; step++) value = new Value(step, '', 'neg', [value], [-1]);
    const graph = readGraph(value);
    expect(graph.nodes).toHaveLength(100);
    expect(graph.nodes.at(-1)!.data).toBe(4999);
    expect(graph.edges).toHaveLength(99);
    expect(describeGraph(graph)).toBe('the 100 nodes nearest to the result of a graph');
  });

  it('of a ring that a program tied is read once round', () => {
    const ring: Value[] = [];
    const value = new Value(1, 'ring', 'neg', ring, [1]);
    ring.push(value);
    expect(readGraph(value).edges).toHaveLength(1);
    const other = new Value(2, 'other', 'neg', [value], [1]);
    ring[0] = other;
    expect(readGraph(value).nodes).toHaveLength(2);
  });

  it('with parents that cannot be read is shown without them', () => {
    const parents = new Proxy([w], {
      get: (_, key) => {
        if (key === 'length') throw new RangeError('no');
        return undefined;
      },
    });
    expect(readGraph({ data: 1, grad: 0, parents }).nodes).toHaveLength(1);
  });

  it.each([
    [{ data: 1, grad: 0 }],
    [{ data: [1], grad: [0], parents: [] }],
    [{ data: 1, parents: [] }],
    [[1]],
    [null],
  ])('is not %j', (value) => expect(isGraphValue(value)).toBe(false));
});
