/** How many powers one table holds. */
const TABLE = 64;

/**
 * The powers β^t of one number, for the many steps t in a row of a training.
 *
 * β^t is β^(64·a) times β^b for t = 64·a + b: the first changes every 64 steps, the second is
 * looked up. So a power costs a product, and depends on β and t alone: a training continued from a
 * file, or replayed from a tape, gets the same bits. The product may differ from `**` by one unit in
 * the last place of a float64.
 *
 * Below 2^-60 a power is 0. Beside 1, from which Adam subtracts it, that makes no difference, and
 * without it 0.9^t would leave the range of normal numbers, which WebAssembly and JavaScript
 * calculate with quickly, at t = 6724.
 */
export class Powers {
  #base = Number.NaN;
  #start = -1;
  #atStart = 1;
  /** From this exponent on, powers are 0. */
  #vanished = 0;
  readonly #table = new Float64Array(TABLE);

  /**
   * One power.
   *
   * @param base the β, which may differ from the last call's
   * @param exponent the t, best the last call's or one more
   */
  of(base: number, exponent: number): number {
    if (base !== this.#base) this.#begin(base);
    if (exponent >= this.#vanished) return exponent === 0 ? 1 : 0;
    const place = exponent % TABLE;
    if (exponent - place !== this.#start) {
      this.#start = exponent - place;
      this.#atStart = base ** this.#start;
    }
    // Somebody may have set a count of updates that is not whole or below 0.
    return this.#atStart * (this.#table[place] ?? base ** place);
  }

  #begin(base: number): void {
    this.#base = base;
    this.#start = -1;
    this.#vanished = base < 1 ? Math.ceil((-60 * Math.LN2) / Math.log(base)) : Infinity;
    for (let i = 0; i < TABLE; i++) this.#table[i] = base ** i;
  }
}
