/** What one node does in a backward pass. */
export interface BackwardStep {
  node: Value; // all its users came before
  incoming: number; // ∂output/∂node, the sum of what its users sent
  contributions: { parent: Value; localDerivative: number; amount: number }[]; // what it sends
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
  grad = 0; // ∂output/∂this, after `output.backward()`
  readonly isReplayed: boolean = false; // whether `replay` calculates this node anew
  static #walks = 0;
  #mark = 0; // how far the latest walk came with this node
  constructor(
    public data: number,
    public label = '',
    readonly operation = 'leaf', // or the method that made this node
    readonly a?: Value, // its parents, and ∂this/∂parent: a number, taken when this was computed
    readonly inA: number = 0,
    readonly b?: Value,
    readonly inB: number = 0,
    readonly hasFixedExponent = false, // made by pow with a plain number, which is a constant
  ) {}

  get parents(): readonly Value[] {
    return this.b ? [this.a!, this.b] : this.a ? [this.a] : [];
  }
  get localDerivatives(): readonly number[] {
    return [this.inA, this.inB].slice(0, this.parents.length);
  }
  add(other: Value | number): Value {
    const y = toValue(other, 'add');
    return new Value(this.data + y.data, '', 'add', this, 1, y, 1);
  }
  sub(other: Value | number): Value {
    const y = toValue(other, 'sub');
    return new Value(this.data - y.data, '', 'sub', this, 1, y, -1);
  }
  mul(other: Value | number): Value {
    const y = toValue(other, 'mul');
    return new Value(this.data * y.data, '', 'mul', this, y.data, y, this.data);
  }
  div(other: Value | number): Value {
    const y = toValue(other, 'div');
    const z = this.data / y.data;
    return new Value(z, '', 'div', this, 1 / y.data, y, -z / y.data);
  }
  /** A plain number as exponent is a constant: its local derivative counts as 0, not xⁿ ln x. */
  pow(exponent: Value | number): Value {
    const [x, n] = [this.data, toValue(exponent, 'pow')];
    const z = x ** n.data;
    const inBase = n.data === 0 ? 0 : n.data * x ** (n.data - 1);
    const inExponent = n !== exponent || z === 0 ? 0 : z * Math.log(x);
    return new Value(z, '', 'pow', this, inBase, n, inExponent, n !== exponent);
  }
  neg(): Value {
    return new Value(-this.data, '', 'neg', this, -1);
  }
  exp(): Value {
    const z = Math.exp(this.data);
    return new Value(z, '', 'exp', this, z);
  }
  log(): Value {
    return new Value(Math.log(this.data), '', 'log', this, 1 / this.data);
  }
  tanh(): Value {
    const z = Math.tanh(this.data);
    return new Value(z, '', 'tanh', this, 1 - z * z);
  }
  sigmoid(): Value {
    const z = 1 / (1 + Math.exp(-this.data));
    return new Value(z, '', 'sigmoid', this, z * (1 - z));
  }
  relu(): Value {
    return new Value(Math.max(0, this.data), '', 'relu', this, this.data > 0 ? 1 : 0);
  }

  /** This node and everything it was made from, parents before users, without recursion. */
  topologicalOrder(): Value[] {
    const [entered, done] = [++Value.#walks, ++Value.#walks]; // above the marks of earlier walks
    const [order, stack]: [Value[], (Value | undefined)[]] = [[], [this]];
    while (stack.length > 0) {
      const node = stack.pop(); // each twice: before its parents, and when they are done
      if (!node || node.#mark === done) continue;
      if (node.#mark === entered) order.push(node);
      else stack.push(node, node.b, node.a);
      node.#mark = node.#mark === entered ? done : entered;
      if (node.a && node.isReplayed !== this.isReplayed)
        throw new TypeError('graph: expected all or no nodes replayed, received some; rebuild it');
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
    for (const node of this.#usersFirst()) {
      if (node.a) node.a.grad += node.grad * node.inA;
      if (node.b) node.b.grad += node.grad * node.inB;
    }
  }
  /** The same one node at a time, last node first; a step is done when it is handed out. */
  *backwardSteps(): Generator<BackwardStep, void> {
    for (const node of this.#usersFirst()) {
      const contributions = node.parents.map((parent, i) => {
        const localDerivative = node.localDerivatives[i]!;
        return { parent, localDerivative, amount: node.grad * localDerivative };
      });
      for (const { parent, amount } of contributions) parent.grad += amount; // a + a sends twice
      yield { node, incoming: node.grad, contributions };
    }
  }
  #usersFirst(): Value[] {
    const order = this.topologicalOrder();
    for (const node of order) if (node.a) node.grad = 0;
    this.grad += 1; // ∂output/∂output
    return order.reverse();
  }
}

/**
 * Makes a leaf of the graph.
 *
 * @example
 * value(2, 'a').mul(3).data //=> 6
 */
export function value(data: number, label = '', asker = 'value'): Value {
  if (typeof data === 'number') return new Value(data, label);
  throw new TypeError(`${asker}: expected a number, received ${typeof data}; convert it`);
}

function toValue(input: Value | number, operation: string): Value {
  return input instanceof Value ? input : value(input, '', operation);
}
