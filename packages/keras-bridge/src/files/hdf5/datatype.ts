import type { ByteReader } from './byte-reader.js';

/** The element types that Keras files use. */
export type Datatype =
  | { kind: 'integer'; size: number; signed: boolean }
  | { kind: 'float'; size: number; signed: boolean }
  | { kind: 'text'; size: number; padded: boolean }
  | { kind: 'reference-text'; size: number }
  | { kind: 'other'; size: number; name: string };

const CLASSES = [
  'integer',
  'float',
  'time',
  'string',
  'bitfield',
  'opaque (bfloat16 or a NumPy type)',
  'compound',
  'reference',
  'enumeration (bool)',
  'variable length',
  'array',
];

/**
 * Reads a datatype message; types outside Keras's use come back as `other`, named, so that an
 * unused one does not stop the file from opening.
 */
export function readDatatype(reader: ByteReader): Datatype {
  const classAndVersion = reader.u8();
  const bits = reader.u8() | (reader.u8() << 8) | (reader.u8() << 16);
  const size = reader.u32();
  const family = classAndVersion & 15;
  if (size === 0) reader.fail('elements of at least one byte', 'size 0');
  if (family === 0) return readInteger(reader, bits, size);
  if (family === 1) return readFloat(reader, bits, size);
  if (family === 3) return { kind: 'text', size, padded: (bits & 15) === 2 };
  if (family === 9 && (bits & 15) === 1 && size === 16) return { kind: 'reference-text', size };
  return { kind: 'other', size, name: CLASSES[family] ?? `class ${family}` };
}

function readInteger(reader: ByteReader, bits: number, size: number): Datatype {
  const [offset, precision] = [reader.u16(), reader.u16()];
  const sign = bits & 8 ? '' : 'u';
  const whole = offset === 0 && precision === size * 8 && [1, 2, 4, 8].includes(size);
  if (whole && bits & 1) return { kind: 'other', size, name: `big-endian ${sign}int${size * 8}` };
  if (!whole) return { kind: 'other', size, name: 'unusual integer' };
  return { kind: 'integer', size, signed: (bits & 8) !== 0 };
}

/** Exponent size and bias that IEEE gives each float size: nothing else is read as a number. */
const IEEE: Record<number, readonly [exponent: number, mantissa: number, bias: number]> = {
  2: [5, 10, 15],
  4: [8, 23, 127],
  8: [11, 52, 1023],
};

function readFloat(reader: ByteReader, bits: number, size: number): Datatype {
  const [offset, precision] = [reader.u16(), reader.u16()];
  const [exponentAt, exponent, mantissaAt, mantissa] = [
    reader.u8(),
    reader.u8(),
    reader.u8(),
    reader.u8(),
  ];
  const bias = reader.u32();
  const ieee = IEEE[size];
  const isIeee =
    ieee !== undefined &&
    offset === 0 &&
    precision === size * 8 &&
    exponent === ieee[0] &&
    mantissa === ieee[1] &&
    bias === ieee[2] &&
    mantissaAt === 0 &&
    exponentAt === ieee[1];
  if (isIeee && bits & 1) return { kind: 'other', size, name: `big-endian float${size * 8}` };
  if (!isIeee) return { kind: 'other', size, name: 'unusual float' };
  return { kind: 'float', size, signed: true };
}

/** For example `float32`, `int64`, `string of 12 bytes`. */
export function nameDatatype(type: Datatype): string {
  if (type.kind === 'float') return `float${type.size * 8}`;
  if (type.kind === 'integer') return `${type.signed ? 'int' : 'uint'}${type.size * 8}`;
  if (type.kind === 'text') return `string of ${type.size} bytes`;
  if (type.kind === 'reference-text') return 'string';
  return type.name;
}
