import type { ByteReader } from './byte-reader.js';

const HIGHEST_RANK = 32;

/** Reads a dataspace message: the sizes of a dataset or attribute, [] for one number. */
export function readDataspace(reader: ByteReader): number[] {
  const version = reader.u8();
  const rank = reader.u8();
  const flags = reader.u8();
  if (version !== 1 && version !== 2) reader.fail('dataspace version 1 or 2', `${version}`);
  if (rank > HIGHEST_RANK) reader.fail(`at most ${HIGHEST_RANK} dimensions`, `${rank}`);
  const kind = reader.u8();
  if (version === 1) reader.skip(4);
  // Version 2 marks a null dataspace, which holds no element at all.
  if (version === 2 && kind === 2) return [0];
  const shape = Array.from({ length: rank }, () => reader.u64());
  if (flags & 1) reader.skip(8 * rank);
  if (shape.some((size) => size < 0)) reader.fail('finite sizes', 'an unlimited one');
  return shape;
}

/** How many elements a shape has; sizes can be absurd, so the product may leave the integers. */
export const countElements = (shape: readonly number[]): number =>
  shape.reduce((product, size) => product * size, 1);
