import type { Tensor } from '../../tensor/tensor.js';
import { refuse } from '../checks.js';
import { Layer, type LayerArgs, type LayerShape, writeShape } from './layer.js';

/** Options of a reshaping layer. */
export interface ReshapeArgs extends LayerArgs {
  /** Shape of one sample afterwards; one size may be -1 (or null): what is left. */
  targetShape: LayerShape;
}

/** Gives each sample another shape; see `reshape`. */
export class Reshape extends Layer {
  static readonly builtIn = true;
  readonly targetShape: readonly number[];

  constructor(args: ReshapeArgs) {
    super('Reshape', args, ['targetShape']);
    this.targetShape = readTarget(args.targetShape);
  }

  computeOutputShape(inputShape: LayerShape): LayerShape {
    const [batch = null, ...sizes] = inputShape;
    const open = this.targetShape.indexOf(-1);
    if (sizes.includes(null)) return [batch, ...this.targetShape.map((n) => (n === -1 ? null : n))];
    const size = sizes.reduce<number>((n, next) => n * (next as number), 1);
    const known = this.targetShape.reduce((n, next) => (next === -1 ? n : n * next), 1);
    const rest = size / known;
    if (open === -1 ? size !== known : !Number.isInteger(rest)) {
      const expected = `samples that fill ${writeShape(this.targetShape)}`;
      throw this.misfit(expected, inputShape, 'the number of elements must stay the same');
    }
    return [batch, ...this.targetShape.map((n) => (n === -1 ? rest : n))];
  }

  protected call(x: Tensor): Tensor {
    return x.reshape(this.computeOutputShape(x.shape) as number[]);
  }

  protected override ownConfig(): Record<string, unknown> {
    return { target_shape: this.targetShape };
  }
}

function readTarget(shape: unknown): number[] {
  const hint = 'write for example targetShape: [28, 28, 1]';
  if (!Array.isArray(shape)) throw refuse('reshape', 'targetShape to be a list', shape, hint);
  const sizes = shape.map((size) => size ?? -1);
  const fits = sizes.every((n) => Number.isSafeInteger(n) && (n === -1 || n >= 1));
  if (fits && sizes.filter((n) => n === -1).length <= 1) return sizes;
  throw refuse('reshape', 'targetShape of sizes from 1 up, at most one -1', shape, hint);
}

/**
 * Makes a layer that gives each sample another shape with the same elements in the same order.
 *
 * @param args - `targetShape`, without the batch size; one size may be -1.
 * @returns the layer.
 * @throws ArgumentError when `targetShape` is missing or no shape.
 * @example
 * layers.reshape({ targetShape: [2, -1] }).apply([[1, 2, 3, 4]]).arraySync(); //=> [[[1, 2], [3, 4]]]
 * @see https://keras.io/api/layers/reshaping_layers/reshape/
 */
export const reshape = (args: ReshapeArgs): Reshape => new Reshape(args);
