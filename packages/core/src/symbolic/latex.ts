import type { MathNode } from 'mathjs/number';
import { algebra } from './algebra.js';
import { numberLatex, symbolLatex } from './write-latex.js';

const FUNCTION_LATEX: Readonly<Record<string, string>> = {
  log: '\\ln',
  exp: '\\exp',
  tanh: '\\tanh',
  sigmoid: '\\sigma',
  relu: '\\operatorname{relu}',
  step: '\\operatorname{step}',
};

/**
 * A tree as LaTeX that KaTeX accepts.
 *
 * @param write how a variable is written: as its name, or as a number put in its place
 */
export function treeLatex(tree: MathNode, write: (name: string) => string = symbolLatex): string {
  return tree.toTex({ handler: handlerWith(write), parenthesis: 'auto', implicit: 'hide' });
}

/** Names, functions and numbers are written our way; mathjs writes the rest. */
function handlerWith(write: (name: string) => string) {
  return (node: MathNode, options: object): string | undefined => {
    // The space ends a command before it, such as \cdot.
    if (algebra.isSymbolNode(node)) return ` ${write(node.name)}`;
    if (algebra.isConstantNode(node)) return numberLatex(node.value as number);
    if (!algebra.isFunctionNode(node)) return undefined;
    const name = FUNCTION_LATEX[node.fn.name];
    return name && `${name}\\left(${node.args[0]!.toTex(options)}\\right)`;
  };
}
