/** The arrays that the writer stores. */
export type StoredArray = Float32Array | Float64Array | Int32Array | Uint32Array;

/** Little-endian bytes in the making. */
export class ByteWriter {
  readonly bytes: Uint8Array;
  private readonly view: DataView;
  private at = 0;

  constructor(size: number) {
    this.bytes = new Uint8Array(size);
    this.view = new DataView(this.bytes.buffer);
  }

  u8(...values: number[]): this {
    for (const value of values) this.view.setUint8(this.at++, value);
    return this;
  }

  u16(...values: number[]): this {
    for (const value of values) {
      this.view.setUint16(this.at, value, true);
      this.at += 2;
    }
    return this;
  }

  u32(...values: number[]): this {
    for (const value of values) {
      this.view.setUint32(this.at, value, true);
      this.at += 4;
    }
    return this;
  }

  /** 64-bit offsets and lengths; `undefined` is written as HDF5's "nowhere". */
  u64(...values: (number | undefined)[]): this {
    for (const value of values) {
      this.view.setBigUint64(this.at, value === undefined ? 2n ** 64n - 1n : BigInt(value), true);
      this.at += 8;
    }
    return this;
  }

  raw(bytes: Uint8Array): this {
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
    return this;
  }

  text(letters: string): this {
    return this.raw(new TextEncoder().encode(letters));
  }

  seek(at: number): this {
    this.at = at;
    return this;
  }
}

export const toEight = (size: number): number => Math.ceil(size / 8) * 8;

/** A dataspace message, version 1. */
export function encodeDataspace(shape: readonly number[]): Uint8Array {
  const writer = new ByteWriter(8 + 8 * shape.length);
  return writer
    .u8(1, shape.length, 0, 0)
    .u32(0)
    .u64(...shape).bytes;
}

/** A datatype message for numbers. */
export function encodeNumberType(values: StoredArray): Uint8Array {
  if (values instanceof Int32Array || values instanceof Uint32Array) {
    const sign = values instanceof Int32Array ? 8 : 0;
    return new ByteWriter(16).u8(0x10, sign, 0, 0).u32(4).u16(0, 32).bytes;
  }
  const [size, signAt, exponent, mantissa, bias] =
    values instanceof Float32Array ? [4, 31, 8, 23, 127] : [8, 63, 11, 52, 1023];
  return new ByteWriter(24)
    .u8(0x11, 0x20, signAt!, 0)
    .u32(size!)
    .u16(0, size! * 8)
    .u8(mantissa!, exponent!, 0, mantissa!)
    .u32(bias!).bytes;
}

/** A datatype message for NUL-padded UTF-8 strings of one length. */
export const encodeTextType = (size: number): Uint8Array =>
  new ByteWriter(8).u8(0x13, 0x11, 0, 0).u32(size).bytes;
