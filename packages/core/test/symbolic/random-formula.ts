import * as fc from 'fast-check';

/**
 * Random formulas in a, b and c that are smooth and moderate everywhere, so that a finite
 * difference is a fair judge: exp sees (-1, 1), log and sqrt see (1, 2), denominators are over 1.
 */
export const aFormula: fc.Arbitrary<string> = fc.letrec<{ formula: string }>((tie) => {
  const formula = tie('formula');
  const pair = fc.tuple(formula, formula);
  return {
    formula: fc.oneof(
      { maxDepth: 4, depthSize: 'medium' },
      fc.constantFrom('a', 'b', 'c'),
      fc.constantFrom('0', '1', '2', '0.5', '3'),
      formula.map((x) => `-(${x})`),
      formula.map((x) => `tanh(${x})`),
      formula.map((x) => `sigmoid(${x})`),
      formula.map((x) => `exp(tanh(${x}))`),
      formula.map((x) => `log(1 + sigmoid(${x}))`),
      formula.map((x) => `sqrt(1 + sigmoid(${x}))`),
      formula.map((x) => `tanh(${x})^3`),
      pair.map(([x, y]) => `(${x}) + (${y})`),
      pair.map(([x, y]) => `(${x}) - (${y})`),
      pair.map(([x, y]) => `(${x}) * (${y})`),
      pair.map(([x, y]) => `(${x}) / (1 + tanh(${y})^2)`),
    ),
  };
}).formula;
