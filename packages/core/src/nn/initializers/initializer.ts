import { fromFlat } from '../../tensor/convert.js';
import type { DType } from '../../tensor/dtype.js';
import { newSeed, Random } from '../../tensor/random.js';
import { checkShape, type Shape, sizeOf } from '../../tensor/shape.js';
import type { Tensor } from '../../tensor/tensor.js';

/** Makes the first values of a weight. */
export interface Initializer {
  /** Keras's class name. */
  readonly className: string;
  /** The seed in use, given or drawn; null for initializers without chance. */
  readonly seed: number | null;
  /** Values for a weight of this shape; the same seed gives the same values each time. */
  apply(shape: Shape, dtype?: DType): Tensor;
  /** Keras's configuration. */
  getConfig(): Record<string, unknown>;
}

/** A number for each element in row-major order, from its index and a stream of chance. */
type Fill = (random: Random, shape: Shape) => (index: number) => number;

/** Makes an initializer that draws each element by itself. */
export function drawn(
  className: string,
  seed: number | null | undefined,
  config: Record<string, unknown>,
  fill: Fill,
): Initializer {
  const used = seed ?? newSeed();
  return {
    className,
    seed: used,
    apply(shape, dtype = 'float32') {
      const checked = checkShape(className, shape);
      const next = fill(new Random(used), checked);
      const flat = Float64Array.from({ length: sizeOf(checked) }, (_, i) => next(i));
      return fromFlat(className, flat, checked, dtype);
    },
    getConfig: () => ({ ...config, seed: seed ?? null }),
  };
}

/** Makes an initializer without chance. */
export function fixed(
  className: string,
  config: Record<string, unknown>,
  fill: (shape: Shape) => (index: number) => number,
): Initializer {
  return {
    className,
    seed: null,
    apply(shape, dtype = 'float32') {
      const checked = checkShape(className, shape);
      const at = fill(checked);
      const flat = Float64Array.from({ length: sizeOf(checked) }, (_, i) => at(i));
      return fromFlat(className, flat, checked, dtype);
    },
    getConfig: () => ({ ...config }),
  };
}

/** A normal number within two standard deviations of the mean; others are drawn again. */
export function truncatedNormalDraw(random: Random): number {
  let z = random.normal();
  while (Math.abs(z) > 2) z = random.normal();
  return z;
}
