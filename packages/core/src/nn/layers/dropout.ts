import { fillEachTime } from '../../tape/trace.js';
import { checkSeed, newSeed, Random } from '../../tensor/random.js';
import { allocate, type Tensor } from '../../tensor/tensor.js';
import { checkFraction } from '../checks.js';
import { type CallContext, Layer, type LayerArgs, type LayerShape } from './layer.js';

/** Options of a dropout layer. */
export interface DropoutArgs extends LayerArgs {
  /** Share of the numbers that is dropped, at least 0 and below 1. */
  rate: number;
  /** What the choice comes from (default a new one, which `seed` tells). */
  seed?: number;
}

/** Drops random numbers during training; see `dropout`. */
export class Dropout extends Layer {
  static readonly builtIn = true;
  readonly rate: number;
  /** The seed in use, given or drawn. */
  readonly seed: number;
  readonly #random: Random;

  constructor(args: DropoutArgs) {
    super('Dropout', args, ['rate', 'seed']);
    this.rate = checkFraction('dropout', 'rate', args.rate);
    this.seed = args.seed === undefined ? newSeed() : checkSeed('dropout', args.seed);
    this.#random = new Random(this.seed);
  }

  computeOutputShape(inputShape: LayerShape): LayerShape {
    return inputShape;
  }

  protected call(x: Tensor, { training }: CallContext): Tensor {
    if (!training || this.rate === 0) return x;
    const mask = allocate('dropout', x.shape, x.dtype);
    // What stays is enlarged, so that the expected sum is as if nothing were dropped.
    const kept = 1 / (1 - this.rate);
    fillEachTime(mask, [this, this.rate], (values) => {
      for (let i = 0; i < values.length; i++) {
        values[i] = this.#random.uniform() < this.rate ? 0 : kept;
      }
    });
    return x.mul(mask);
  }

  protected override ownConfig(): Record<string, unknown> {
    return { rate: this.rate, seed: this.seed, noise_shape: null };
  }
}

/**
 * Makes a layer that drops a random share of its input during training, so that no unit can rely on
 * another; otherwise it passes everything on.
 *
 * $y_i = x_i\, m_i / (1 - r)$ with $m_i = 0$ with probability $r$, else 1
 *
 * @param args - `rate` $r$; `seed`.
 * @returns the layer.
 * @throws ArgumentError when `rate` is missing or not in [0, 1).
 * @example
 * layers.dropout({ rate: 0.5 }).apply([[1, 2]]).arraySync(); //=> [[1, 2]]
 * layers.dropout({ rate: 0.5, seed: 1 }).apply(ones([1, 100]), { training: true }).max().item(); //=> 2
 * @see https://keras.io/api/layers/regularization_layers/dropout/
 */
export const dropout = (args: DropoutArgs): Dropout => new Dropout(args);
