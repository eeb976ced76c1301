import { all, create, type MathNode } from 'mathjs/number';

/** mathjs on plain numbers, with the functions of the scalar engine. Nothing else uses mathjs. */
export const algebra = create(all!);
algebra.import({
  sigmoid: (x: number) => 1 / (1 + Math.exp(-x)),
  relu: (x: number) => Math.max(0, x),
  step: (x: number) => (x > 0 ? 1 : 0),
});

/**
 * The functions that an expression may call: those that the scalar engine can run, and `step`,
 * which is relu's derivative (1 above 0, else 0).
 */
export const FUNCTIONS = ['exp', 'log', 'sqrt', 'tanh', 'sigmoid', 'relu', 'step'] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** The operators that an expression may use, by mathjs's names for them. */
export const OPERATORS = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  pow: '^',
  unaryMinus: '-',
  unaryPlus: '+',
} as const;
export type OperatorName = keyof typeof OPERATORS;

/** The symbols of a tree, each once, in the order in which they are first read. */
export function symbolsOf(tree: MathNode): string[] {
  const names = new Set<string>();
  visit(tree, (node) => {
    if (algebra.isSymbolNode(node)) names.add(node.name);
  });
  return [...names];
}

/** Calls `look` on every node but the names of functions, which mathjs keeps as symbols. */
export function visit(tree: MathNode, look: (node: MathNode) => void): void {
  look(tree);
  if (algebra.isFunctionNode(tree)) for (const argument of tree.args) visit(argument, look);
  else
    tree.forEach((child) => {
      visit(child, look);
    });
}
