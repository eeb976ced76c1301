// An instruction is 32 words of four bytes: a code, then addresses, sizes and numbers.

/** Bytes of one instruction. */
export const SIZE: usize = 128;

/** A word as a whole number: a size, a count, a code. */
@inline export function count(at: usize, word: usize): i32 {
  return load<i32>(at + (word << 2));
}

/** A word as a place in memory, or a distance in bytes. */
@inline export function place(at: usize, word: usize): usize {
  return <usize>load<u32>(at + (word << 2));
}

/** A word as a number of the calculation. */
@inline export function number(at: usize, word: usize): f32 {
  return load<f32>(at + (word << 2));
}
