/** What one node does in a backward pass. */
export interface BackwardStep {
  node: Value; // all its users came before
  incoming: number; // ∂output/∂node, the sum of what its users sent
  /** What it sends to each parent: incoming × local derivative. */
  contributions: { parent: Value; localDerivative: number; amount: number }[];
}

/**
 * A number that remembers how it was made, so that it can be differentiated.
 *
 * @example
 * const a = value(2, 'a');
 * const b = a.mul(a).add(a);
 * b.backward();
 * [b.data, a.grad] //=> [6, 5]
 */
export class Value {
  /** ∂output/∂this, after `output.backward()`. */
  grad = 0;
  private static walks = 0;
  private mark = 0; // how far the latest walk came with this node

  constructor(
    public data: number,
    public label = '',
    readonly operation = 'leaf', // or the method that made this node
    readonly parents: readonly Value[] = [],
    /** ∂this/∂parent for each parent: numbers, taken when this node was computed. */
    readonly localDerivatives: readonly number[] = [],
  ) {}

  add(other: Value | number): Value {
    const [x, y] = [this, toValue(other, 'add')];
    return new Value(x.data + y.data, '', 'add', [x, y], [1, 1]);
  }
  sub(other: Value | number): Value {
    const [x, y] = [this, toValue(other, 'sub')];
    return new Value(x.data - y.data, '', 'sub', [x, y], [1, -1]);
  }
  mul(other: Value | number): Value {
    const [x, y] = [this, toValue(other, 'mul')];
    return new Value(x.data * y.data, '', 'mul', [x, y], [y.data, x.data]);
  }
  div(other: Value | number): Value {
    const [x, y] = [this, toValue(other, 'div')];
    const z = x.data / y.data;
    return new Value(z, '', 'div', [x, y], [1 / y.data, -z / y.data]);
  }
  /** A plain number as exponent is a constant: its local derivative counts as 0, not xⁿ ln x. */
  pow(exponent: Value | number): Value {
    const [x, n] = [this, toValue(exponent, 'pow')];
    const z = x.data ** n.data;
    const inBase = n.data === 0 ? 0 : n.data * x.data ** (n.data - 1);
    const inExponent = n !== exponent || z === 0 ? 0 : z * Math.log(x.data);
    return new Value(z, '', 'pow', [x, n], [inBase, inExponent]);
  }
  neg(): Value {
    return new Value(-this.data, '', 'neg', [this], [-1]);
  }
  exp(): Value {
    const z = Math.exp(this.data);
    return new Value(z, '', 'exp', [this], [z]);
  }
  log(): Value {
    return new Value(Math.log(this.data), '', 'log', [this], [1 / this.data]);
  }
  tanh(): Value {
    const z = Math.tanh(this.data);
    return new Value(z, '', 'tanh', [this], [1 - z * z]);
  }
  sigmoid(): Value {
    const z = 1 / (1 + Math.exp(-this.data));
    return new Value(z, '', 'sigmoid', [this], [z * (1 - z)]);
  }
  relu(): Value {
    return new Value(Math.max(0, this.data), '', 'relu', [this], [this.data > 0 ? 1 : 0]);
  }

  /** This node and everything it was made from, parents before users, without recursion. */
  topologicalOrder(): Value[] {
    const [entered, done] = [++Value.walks, ++Value.walks]; // above the marks of earlier walks
    const order: Value[] = [];
    const stack: Value[] = [this];
    while (stack.length > 0) {
      const node = stack[stack.length - 1]!;
      if (node.mark >= entered) stack.pop();
      else for (let i = node.parents.length; i-- > 0; ) stack.push(node.parents[i]!);
      if (node.mark === entered) order.push(node); // the second visit: all parents are done
      node.mark = node.mark < entered ? entered : done;
    }
    return order;
  }

  /** The same order as a table; `parents` are places in it. */
  graph(): { order: number; node: Value; parents: number[] }[] {
    const order = new Map(this.topologicalOrder().map((node, i) => [node, i]));
    const placeOf = (node: Value): number => order.get(node)!;
    return [...order].map(([node, i]) => ({ order: i, node, parents: node.parents.map(placeOf) }));
  }

  /** Puts the gradients of this node and of all that it was made from back to 0. */
  zeroGrad(): void {
    for (const node of this.topologicalOrder()) node.grad = 0;
  }

  /** Differentiates this number. Leaves add to the gradient they have; inner nodes start at 0. */
  backward(): void {
    for (const { grad, parents, localDerivatives } of usersFirst(this))
      for (let i = 0; i < parents.length; i++) parents[i]!.grad += grad * localDerivatives[i]!;
  }

  /** The same one node at a time, last node first; a step is done when it is handed out. */
  *backwardSteps(): Generator<BackwardStep, void> {
    for (const node of usersFirst(this)) {
      const contributions = node.parents.map((parent, i) => {
        const localDerivative = node.localDerivatives[i]!;
        return { parent, localDerivative, amount: node.grad * localDerivative };
      });
      for (const { parent, amount } of contributions) parent.grad += amount; // a + a sends twice
      yield { node, incoming: node.grad, contributions };
    }
  }
}

function usersFirst(output: Value): Value[] {
  const order = output.topologicalOrder();
  for (const node of order) if (node.parents.length > 0) node.grad = 0;
  output.grad += 1; // ∂output/∂output
  return order.reverse();
}

/**
 * Makes a leaf of the graph.
 *
 * @example
 * value(2, 'a').mul(3).data //=> 6
 */
export function value(data: number, label = ''): Value {
  return new Value(checkNumber(data, 'value'), label);
}

function toValue(input: Value | number, operation: string): Value {
  return input instanceof Value ? input : new Value(checkNumber(input, operation));
}

function checkNumber(input: unknown, operation: string): number {
  if (typeof input === 'number') return input;
  throw new TypeError(`${operation}: expected a number, received ${typeof input}; convert it`);
}
