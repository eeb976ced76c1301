const SWITCH = 2.5;
const LARGEST = 6;

/**
 * The error function, to about 15 digits.
 *
 * Near 0 a series of positive terms, $2x e^{-x^2}/\sqrt\pi \sum_n (2x^2)^n / (2n+1)!!$; farther out
 * 1 minus the continued fraction of its complement; beyond 6 it is ±1 to the last digit.
 *
 * @see https://dlmf.nist.gov/7.6.E2 and https://dlmf.nist.gov/7.9.E1
 */
export function erf(x: number): number {
  if (Number.isNaN(x)) return x;
  const size = Math.abs(x);
  if (size < SWITCH) return series(x);
  return Math.sign(x) * (size > LARGEST ? 1 : 1 - complement(size));
}

function series(x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return ((2 * x) / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

function complement(x: number): number {
  // x + (1/2)/(x + (2/2)/(x + (3/2)/(x + …))), from the innermost term outwards.
  let fraction = x;
  for (let n = 60; n >= 1; n--) fraction = x + n / 2 / fraction;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
}
