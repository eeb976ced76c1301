import type { Contestant } from './contestant.js';
import { type Scalar, scalarLoss } from './scalar-net.js';

/**
 * micrograd's engine line by line in TypeScript: a closure for each node, a recursive sort.
 *
 * @see https://github.com/karpathy/micrograd/blob/master/micrograd/engine.py
 */
class Node implements Scalar<Node> {
  grad = 0;
  backwardStep = () => {};
  readonly previous: Set<Node>;

  constructor(
    public data: number,
    children: readonly Node[] = [],
  ) {
    this.previous = new Set(children);
  }

  add(given: Node | number): Node {
    const other = given instanceof Node ? given : new Node(given);
    const out = new Node(this.data + other.data, [this, other]);
    out.backwardStep = () => {
      this.grad += out.grad;
      other.grad += out.grad;
    };
    return out;
  }

  mul(given: Node | number): Node {
    const other = given instanceof Node ? given : new Node(given);
    const out = new Node(this.data * other.data, [this, other]);
    out.backwardStep = () => {
      this.grad += other.data * out.grad;
      other.grad += this.data * out.grad;
    };
    return out;
  }

  relu(): Node {
    const out = new Node(Math.max(0, this.data), [this]);
    out.backwardStep = () => {
      this.grad += (out.data > 0 ? 1 : 0) * out.grad;
    };
    return out;
  }

  backward(): void {
    const order: Node[] = [];
    const visited = new Set<Node>();
    const visit = (node: Node) => {
      if (visited.has(node)) return;
      visited.add(node);
      for (const child of node.previous) visit(child);
      order.push(node);
    };
    visit(this);
    this.grad = 1;
    for (const node of order.reverse()) node.backwardStep();
  }
}

export const micrograd: Contestant = {
  name: 'micrograd in TypeScript',
  async prepare(workload) {
    if (workload.kind !== 'scalar') return 'works on single numbers, not on arrays';
    const parameters = Array.from(workload.parameters, (data) => new Node(data));
    const forward = () => scalarLoss<Node>(workload, parameters, (data) => new Node(data));
    return {
      trainer: {
        step: () => {
          for (const w of parameters) w.grad = 0;
          forward().backward();
          for (const w of parameters) w.data -= workload.learningRate * w.grad;
        },
        loss: () => forward().data,
        dispose: () => {},
      },
    };
  },
};
