import type { ByteReader } from './byte-reader.js';
import { countElements } from './dataspace.js';
import { type Datatype, nameDatatype } from './datatype.js';
import type { Extent } from './object-header.js';

/** Numbers as they lie in the file; 64-bit integers become exact doubles. */
export type NumberArray =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array;

const ARRAYS = {
  float32: Float32Array,
  float64: Float64Array,
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
} as const;

/**
 * Checks that a shape's elements really lie in the file, before anything is allocated for them.
 *
 * @returns how many bytes they take
 */
export function checkExtent(
  file: ByteReader,
  type: Datatype,
  shape: readonly number[],
  data: Extent,
) {
  const size = countElements(shape) * type.size;
  if (size === 0) return 0;
  if (!(size <= data.size)) {
    file.fail(
      `${data.size} bytes of elements`,
      `shape [${shape}] of ${nameDatatype(type)}`,
      data.at,
    );
  }
  file.window(data.at, size);
  return size;
}

/** Copies a dataset's numbers out of the file. */
export function readNumbers(
  file: ByteReader,
  type: Datatype,
  shape: readonly number[],
  data: Extent,
): NumberArray {
  const size = checkExtent(file, type, shape, data);
  const name = nameDatatype(type);
  if (name === 'int64' || name === 'uint64')
    return readLongs(file, data.at, size, name === 'int64');
  if (!(name in ARRAYS)) {
    file.fail('float32, float64 or integer elements', name, data.at);
  }
  // Typed arrays have the machine's byte order, which is little-endian wherever JavaScript runs.
  const bytes = new Uint8Array(size);
  if (size > 0) bytes.set(file.bytes.subarray(data.at, data.at + size));
  return new ARRAYS[name as keyof typeof ARRAYS](bytes.buffer);
}

function readLongs(file: ByteReader, at: number, size: number, signed: boolean): Float64Array {
  const view = new DataView(file.bytes.buffer, file.bytes.byteOffset + at, size);
  return Float64Array.from({ length: size / 8 }, (_, index) => {
    const value = signed ? view.getBigInt64(index * 8, true) : view.getBigUint64(index * 8, true);
    const number = Number(value);
    if (!Number.isSafeInteger(number)) file.fail('an integer below 2^53', `${value}`, at);
    return number;
  });
}

/** Reads one string or a list of strings, of fixed or variable length. */
export function readTexts(
  file: ByteReader,
  type: Datatype,
  shape: readonly number[],
  data: Extent,
): string[] {
  const size = checkExtent(file, type, shape, data);
  const cursor = file.window(data.at, size);
  const count = size / type.size;
  if (type.kind === 'text') {
    return Array.from({ length: count }, () => {
      const text = cursor.text(type.size);
      return type.padded ? text.trimEnd() : text;
    });
  }
  return Array.from({ length: count }, () => {
    const length = cursor.u32();
    const heap = cursor.u64();
    const index = cursor.u32();
    return length === 0 ? '' : readFromHeap(file, heap, index, length);
  });
}

/** Finds an object of a global heap collection, where strings of variable length lie. */
function readFromHeap(file: ByteReader, address: number, wanted: number, length: number): string {
  const head = file.window(address, 16);
  head.signature('GCOL');
  head.skip(4);
  const total = head.u64();
  const heap = file.window(address, total);
  heap.skip(16);
  while (heap.end - heap.at >= 16) {
    heap.spend(1);
    const index = heap.u16();
    heap.skip(6);
    const size = heap.u64();
    if (index === 0) break;
    if (index === wanted) {
      if (length > size) heap.fail(`a string of at most ${size} bytes`, `${length}`);
      return heap.text(length);
    }
    heap.skip(Math.ceil(size / 8) * 8);
  }
  return heap.fail(`heap object ${wanted}`, 'none', address);
}
