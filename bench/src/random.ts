/** A small seeded generator (mulberry32), so that every contestant gets the same numbers. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `size` numbers between -limit and limit. */
export function uniform(random: () => number, size: number, limit: number): Float32Array {
  return Float32Array.from({ length: size }, () => (2 * random() - 1) * limit);
}
