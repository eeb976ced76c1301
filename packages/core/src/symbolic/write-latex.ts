const GREEK = new Set(
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi rho sigma tau phi chi psi omega'.split(
    ' ',
  ),
);
/**
 * A variable's name as LaTeX: trailing digits become an index, `hat` and `bar` an accent, and
 * Greek letters are written as such.
 *
 * @param name letters, digits and underscores
 * @example
 * symbolLatex('w12') //=> 'w_{12}'
 * symbolLatex('yhat') //=> '\\hat{y}'
 */
export function symbolLatex(name: string): string {
  const parts = /^([A-Za-z]+?)(hat|bar|dot)?(?:_([A-Za-z0-9]+)|([0-9]+))?$/.exec(name);
  if (!parts) return `\\mathit{${name.replaceAll('_', '\\_')}}`;
  const [, letters = '', accent = '', after, digits] = parts;
  const index = after ?? digits;
  const body = accent ? `\\${accent}{${wordLatex(letters)}}` : wordLatex(letters);
  return index ? `${body}_{${index}}` : body;
}

function wordLatex(letters: string): string {
  if (letters.length === 1) return letters;
  return GREEK.has(letters) ? `\\${letters}` : `\\mathit{${letters}}`;
}

/**
 * A number as LaTeX: shortest digits that read back as the same number, powers of ten spelled out.
 *
 * @example
 * numberLatex(-0.5) //=> '-0.5'
 * numberLatex(1e-9) //=> '1 \\cdot 10^{-9}'
 */
export function numberLatex(value: number): string {
  if (Number.isNaN(value)) return '\\mathrm{NaN}';
  if (!Number.isFinite(value)) return value < 0 ? '-\\infty' : '\\infty';
  const [digits = '', exponent] = String(value).split('e');
  return exponent ? `${digits} \\cdot 10^{${Number(exponent)}}` : digits;
}

/** A number put in a variable's place: at most six digits, in parentheses when negative. */
export function shortLatex(value: number): string {
  const short = Number.isFinite(value) ? Number(value.toPrecision(6)) : value;
  return short < 0 ? `\\left(${numberLatex(short)}\\right)` : numberLatex(short);
}

/** ∂of/∂by as LaTeX. */
export function partialLatex(of: string, by: string): string {
  return `\\frac{\\partial ${symbolLatex(of)}}{\\partial ${symbolLatex(by)}}`;
}
