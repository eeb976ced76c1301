import type { MathNode } from 'mathjs/number';
import { type Value, value } from '../scalar/index.js';
import { algebra, type FunctionName, type OperatorName, symbolsOf } from './algebra.js';

const CALLS: Readonly<Record<FunctionName, (x: Value) => Value>> = {
  exp: (x) => x.exp(),
  log: (x) => x.log(),
  sqrt: (x) => x.pow(0.5),
  tanh: (x) => x.tanh(),
  sigmoid: (x) => x.sigmoid(),
  relu: (x) => x.relu(),
  step: (x) => value(x.data > 0 ? 1 : 0), // derivative 0 everywhere: a constant
};

const OPERATIONS: Readonly<Record<Exclude<OperatorName, 'pow'>, (x: Value, y: Value) => Value>> = {
  add: (x, y) => x.add(y),
  subtract: (x, y) => x.sub(y),
  multiply: (x, y) => x.mul(y),
  divide: (x, y) => x.div(y),
  unaryMinus: (x) => x.neg(),
  unaryPlus: (x) => x,
};

/**
 * Runs a checked tree on the scalar engine.
 *
 * @param inputs the `Value` of each symbol
 */
export function toGraph(tree: MathNode, inputs: ReadonlyMap<string, Value>): Value {
  if (algebra.isParenthesisNode(tree)) return toGraph(tree.content, inputs);
  if (algebra.isConstantNode(tree)) return value(tree.value as number);
  if (algebra.isSymbolNode(tree)) return inputs.get(tree.name)!;
  if (algebra.isFunctionNode(tree)) {
    return CALLS[tree.fn.name as FunctionName](toGraph(tree.args[0]!, inputs));
  }
  if (!algebra.isOperatorNode(tree)) return value(Number.NaN); // parsing lets no other node in
  const [x, y = x] = (tree.args as MathNode[]).map((argument) => toGraph(argument, inputs));
  if (tree.fn !== 'pow') {
    return OPERATIONS[tree.fn as Exclude<OperatorName, 'pow'>](x!, y!);
  }
  // A constant exponent is handed over as a number, which keeps log(base) out of the derivative.
  return x!.pow(symbolsOf(tree.args[1]!).length === 0 ? y!.data : y!);
}
