import type { FunctionNode, MathNode } from 'mathjs/number';
import { algebra, symbolsOf } from './algebra.js';

/**
 * Derivatives that mathjs does not know, or writes in a way that hides the forward value:
 * tanh' as 1 - tanh², not sech². `u` stands for the argument.
 */
const RULES: Readonly<Record<string, string>> = {
  sigmoid: 'sigmoid(u) * (1 - sigmoid(u))',
  tanh: '1 - tanh(u)^2',
  relu: 'step(u)',
  step: '0',
};

/** What mathjs multiplies out, and a reader would rather see as a product: s · (1 - s). */
const PRODUCTS = ['n1 - n1^2 -> n1 * (1 - n1)'];

/**
 * mathjs's simplification, with s - s² as s·(1 - s), and a minus sign pulled into the leading
 * number: -2·a, not -(2·a).
 */
export function simplify(tree: MathNode): MathNode {
  return algebra.simplify(algebra.simplify(tree), PRODUCTS).transform(pullMinusIn);
}

/** The product of factors, simplified; of none it is 1. */
export function productOf(factors: readonly MathNode[]): MathNode {
  return simplify(combine('*', 'multiply', factors, 1));
}

/** The sum of terms, simplified; of none it is 0. */
export function sumOf(terms: readonly MathNode[]): MathNode {
  return simplify(combine('+', 'add', terms, 0));
}

/**
 * ∂tree/∂by, as the rules give it.
 *
 * mathjs derives what it knows. A call f(u) out of `RULES` is first replaced by a fresh symbol t;
 * the chain rule puts it back: ∂tree/∂by + ∂tree/∂t · f'(u) · ∂u/∂by.
 */
export function derive(tree: MathNode, by: string): MathNode {
  const calls = new Map<string, FunctionNode>();
  const outer = hideCalls(tree, calls);
  const direct = algebra.derivative(outer, by, { simplify: false });
  const through = [...calls].map(([symbol, call]) => {
    const argument = call.args[0]!;
    const factors = [
      algebra.derivative(outer, symbol, { simplify: false }),
      substitute(algebra.parse(RULES[call.fn.name]!), new Map([['u', argument]])),
      derive(argument, by),
    ];
    return combine('*', 'multiply', factors, 1);
  });
  return substitute(combine('+', 'add', [direct, ...through], 0), calls);
}

/** The tree with each outermost call out of `RULES` replaced by a fresh symbol. */
function hideCalls(tree: MathNode, calls: Map<string, FunctionNode>): MathNode {
  if (algebra.isFunctionNode(tree) && tree.fn.name in RULES) {
    const symbol = freshSymbol(calls.size);
    calls.set(symbol, tree);
    return new algebra.SymbolNode(symbol);
  }
  return tree.map((child) => hideCalls(child, calls));
}

/** A name that no expression can hold: names of variables have no dollar sign. */
const freshSymbol = (index: number): string => `$${index}`;

function substitute(tree: MathNode, by: ReadonlyMap<string, MathNode>): MathNode {
  if (!symbolsOf(tree).some((name) => by.has(name))) return tree;
  return tree.transform((node) =>
    algebra.isSymbolNode(node) ? (by.get(node.name) ?? node) : node,
  );
}

function combine(
  op: '*' | '+',
  fn: 'multiply' | 'add',
  parts: readonly MathNode[],
  none: number,
): MathNode {
  if (parts.length === 0) return new algebra.ConstantNode(none);
  return parts.reduce((left, right) => new algebra.OperatorNode(op, fn, [left, right]));
}

function pullMinusIn(node: MathNode): MathNode {
  if (!algebra.isOperatorNode(node) || node.fn !== 'unaryMinus') return node;
  const negated = withNegatedFirst(unwrap(node.args[0]!));
  return negated ?? node;
}

/** A product with its first number negated, or null when it does not begin with a number. */
function withNegatedFirst(tree: MathNode): MathNode | null {
  if (algebra.isConstantNode(tree)) return new algebra.ConstantNode(-(tree.value as number));
  if (!algebra.isOperatorNode(tree) || tree.fn !== 'multiply') return null;
  const [first, ...others] = tree.args as MathNode[];
  const negated = withNegatedFirst(unwrap(first!));
  return negated && new algebra.OperatorNode('*', 'multiply', [negated, ...others]);
}

function unwrap(tree: MathNode): MathNode {
  return algebra.isParenthesisNode(tree) ? unwrap(tree.content) : tree;
}
