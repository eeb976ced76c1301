import { checkPositive, refuse } from '../../nn/checks.js';
import type { Tensor } from '../../tensor/tensor.js';

/** How gradients are kept from being too large; at most one of them. */
export interface Clipping {
  /** Shorten each gradient to this norm. */
  clipnorm?: number | null;
  /** Hold every number of a gradient within plus and minus this value. */
  clipvalue?: number | null;
  /** Shorten all gradients together to this norm. */
  globalClipnorm?: number | null;
}

const KINDS = ['clipnorm', 'clipvalue', 'globalClipnorm'] as const;

/** Picks the clipping from an optimizer's options. @throws ArgumentError for two kinds at once */
export function checkClipping(operation: string, options: Clipping): Clipping {
  const given = KINDS.filter((kind) => options[kind] !== undefined && options[kind] !== null);
  if (given.length > 1) {
    const hint = 'they would act one on the other: keep one';
    throw refuse(operation, `at most one of ${KINDS.join(', ')}`, given, hint);
  }
  const [kind] = given;
  return kind === undefined ? {} : { [kind]: checkPositive(operation, kind, options[kind]) };
}

/**
 * Clips gradients as Keras does.
 *
 * By norm $c$: $g \leftarrow g\, c / \max(\lVert g\rVert, c)$, for each gradient on its own or for
 * all of them as one long vector; by value: each number into $[-c, c]$.
 */
export function clipGradients(gradients: readonly Tensor[], clipping: Clipping): readonly Tensor[] {
  const { clipnorm, clipvalue, globalClipnorm } = clipping;
  if (clipnorm) return gradients.map((g) => scaleToNorm(g, sumOfSquares(g).sqrt(), clipnorm));
  if (clipvalue) return gradients.map((g) => g.clip(-clipvalue, clipvalue));
  if (globalClipnorm) {
    const norm = gradients
      .map(sumOfSquares)
      .reduce((sum, next) => sum.add(next))
      .sqrt();
    return gradients.map((g) => scaleToNorm(g, norm, globalClipnorm));
  }
  return gradients;
}

const sumOfSquares = (gradient: Tensor): Tensor => gradient.square().sum();

const scaleToNorm = (gradient: Tensor, norm: Tensor, limit: number): Tensor =>
  gradient.mul(limit).div(norm.maximum(limit));
