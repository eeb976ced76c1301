import type { Expression } from './expression.js';
import { treeLatex } from './latex.js';
import type { Link } from './paths.js';
import { numberLatex, partialLatex, shortLatex } from './write-latex.js';

/** One factor of the chain rule, as symbol, formula and number. Plain data. */
export interface Factor {
  /** The step that is derived. */
  of: string;
  /** The input or step that it is derived by. */
  by: string;
  /** ∂of/∂by as LaTeX. */
  symbolLatex: string;
  /** Its formula as text and as LaTeX. */
  text: string;
  latex: string;
  /** The formula with numbers in place of the variables, six digits each. */
  numbersLatex: string;
  /** The formula's value, in full. */
  value: number;
}

/** One path of the chain rule. */
export interface Path {
  /** Output first. */
  factors: Factor[];
  /** The product of the factors. */
  value: number;
}

/** How one partial derivative comes about. Plain data, ready for JSON. */
export interface Derivation {
  of: string;
  by: string;
  /** ∂of/∂by as LaTeX. */
  symbolLatex: string;
  /** The chain rule in symbols: a sum over the paths of products of ∂…/∂…. */
  chainLatex: string;
  /** None when the output does not depend on the variable. */
  paths: Path[];
  /** The simplified formula of the whole derivative. */
  product: { text: string; latex: string; numbersLatex: string };
  /** The sum of the paths' values. */
  value: number;
}

/** What `deriveByChain` needs to know of a computation. */
export interface ChainSource {
  of: string;
  by: string;
  paths: readonly (readonly Link[])[];
  /** ∂of/∂by for a step and a name that it uses directly. */
  local: (of: string, by: string) => Expression;
  /** The forward pass. */
  values: Readonly<Record<string, number>>;
  product: Expression;
}

/** Writes the chain rule of one partial derivative out. */
export function deriveByChain(source: ChainSource): Derivation {
  const { of, by, local, values, product } = source;
  const paths = source.paths.map((links) => {
    const factors = links.map((link) => factorOf(link, local(link.of, link.by), values));
    return { factors, value: factors.reduce((all, factor) => all * factor.value, 1) };
  });
  return {
    of,
    by,
    symbolLatex: partialLatex(of, by),
    chainLatex: chainLatex(paths),
    paths,
    product: {
      text: product.text,
      latex: product.latex,
      numbersLatex: withNumbers(product, values),
    },
    value: paths.reduce((all, path) => all + path.value, 0),
  };
}

function factorOf(
  { of, by }: Link,
  formula: Expression,
  values: Readonly<Record<string, number>>,
): Factor {
  return {
    of,
    by,
    symbolLatex: partialLatex(of, by),
    text: formula.text,
    latex: formula.latex,
    numbersLatex: withNumbers(formula, values),
    value: formula.evaluate(values),
  };
}

function withNumbers({ tree }: Expression, values: Readonly<Record<string, number>>): string {
  return treeLatex(tree, (name) => shortLatex(values[name]!));
}

function chainLatex(paths: readonly Path[]): string {
  if (paths.length === 0) return numberLatex(0);
  const products = paths.map(({ factors }) =>
    factors.length === 0
      ? numberLatex(1)
      : factors.map((factor) => factor.symbolLatex).join(' \\cdot '),
  );
  return products.join(' + ');
}
