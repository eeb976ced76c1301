import type { FileSource } from '../file-error.js';

/** Offsets that HDF5 writes for "nowhere": all bits set. */
export const NOWHERE = -1;

/** Blocks may be shared, so a small file could ask for endless work; real ones need far less. */
const MOST_WORK = 5_000_000;

/** A cursor over the file that refuses to leave it. Everything is little-endian. */
export class ByteReader {
  readonly bytes: Uint8Array;
  readonly source: FileSource;
  readonly end: number;
  at: number;
  private readonly view: DataView;
  private readonly work: { left: number };

  constructor(
    bytes: Uint8Array,
    source: FileSource,
    at = 0,
    end = bytes.length,
    work = { left: MOST_WORK },
  ) {
    this.bytes = bytes;
    this.work = work;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.source = source;
    this.at = at;
    this.end = end;
  }

  /** A second cursor, over `size` bytes from `at`. */
  window(at: number, size: number): ByteReader {
    if (at < 0 || size < 0 || at + size > this.bytes.length) {
      this.fail(`${size} bytes at ${at}`, `a file of ${this.bytes.length} bytes`);
    }
    return new ByteReader(this.bytes, this.source, at, at + size, this.work);
  }

  u8(): number {
    return this.view.getUint8(this.step(1));
  }

  u16(): number {
    return this.view.getUint16(this.step(2), true);
  }

  u32(): number {
    return this.view.getUint32(this.step(4), true);
  }

  /** A 64-bit offset or length; NOWHERE when all bits are set. */
  u64(): number {
    const at = this.step(8);
    const low = this.view.getUint32(at, true);
    const high = this.view.getUint32(at + 4, true);
    if (low === 0xffffffff && high === 0xffffffff) return NOWHERE;
    if (high >= 2 ** 21) this.fail('an offset or length below 2^53', 'a larger one', at);
    return high * 2 ** 32 + low;
  }

  skip(count: number): void {
    this.step(count);
  }

  take(count: number): Uint8Array {
    const at = this.step(count);
    return this.bytes.subarray(at, at + count);
  }

  /** Counts work done, over all cursors of the file. */
  spend(amount: number): void {
    this.work.left -= amount;
    if (this.work.left < 0) this.fail('a file of ordinary structure', 'one that repeats itself');
  }

  /** Text of `count` bytes, up to the first NUL. */
  text(count: number): string {
    this.spend(1 + count / 64);
    const bytes = this.take(count);
    const nul = bytes.indexOf(0);
    return decodeText(nul < 0 ? bytes : bytes.subarray(0, nul), this);
  }

  /** Text from here to the first NUL. */
  textToNul(): string {
    const nul = this.bytes.indexOf(0, this.at);
    if (nul < 0 || nul >= this.end) this.fail('a name that ends', 'the end of its block');
    return this.text(nul + 1 - this.at);
  }

  /** Checks a block's four letters. */
  signature(letters: string): void {
    const at = this.at;
    const found = this.take(4);
    for (let i = 0; i < 4; i++) {
      if (found[i] !== letters.charCodeAt(i)) this.fail(`the block ${letters}`, 'other bytes', at);
    }
  }

  fail(expected: string, received: string, at = this.at): never {
    return this.source.format(
      `byte ${at}`,
      expected,
      received,
      'the HDF5 file is damaged or cut short',
    );
  }

  /** Stops at what is no damage, but no part of what h5py writes by default and Keras uses. */
  foreign(expected: string, received: string, at = this.at): never {
    return this.source.format(
      `byte ${at}`,
      expected,
      received,
      'open it in Keras and save it again; only the form that Keras writes is read',
    );
  }

  private step(count: number): number {
    const at = this.at;
    if (at + count > this.end) this.fail(`${count} more bytes`, `the end at byte ${this.end}`);
    this.at = at + count;
    return at;
  }
}

function decodeText(bytes: Uint8Array, reader: ByteReader): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return reader.fail('text in UTF-8', 'other bytes');
  }
}
