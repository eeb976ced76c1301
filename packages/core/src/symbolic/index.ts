/**
 * # Formulas
 *
 * Derivatives as a person writes them: `expression('(y - yhat)^2')` is one formula, and
 * `computation('…')` a net and its loss, step by step, whose partial derivatives come as the chain
 * of factors with LaTeX and numbers. Both also run on the scalar engine, so that the formula, the
 * engine and a finite difference can be held against each other.
 *
 * Parsing, deriving and simplifying is mathjs's work, which is loaded here and nowhere else.
 *
 * @packageDocumentation
 */
export { Computation, computation, type Step } from './computation.js';
export type { Derivation, Factor, Path } from './derivation.js';
export { Expression, expression, type Point } from './expression.js';
export { ExpressionError } from './expression-error.js';
export { numberLatex, symbolLatex } from './write-latex.js';
