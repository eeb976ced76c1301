import { crc32 } from '../../src/files/zip/crc32.js';

/** One member, with every number free to lie. */
export interface Member {
  name: string;
  /** The bytes as they stand in the archive. */
  packed: Uint8Array;
  method?: number;
  flags?: number;
  /** What the directory says, where it differs from what is there. */
  size?: number;
  crc?: number;
  /** Unix mode. */
  mode?: number;
  localName?: string;
}

export interface ZipForm {
  /** Sizes, places and the end record as zip64 writes them. */
  isLong?: boolean;
  comment?: Uint8Array;
  /** Bytes behind the archive. */
  trailing?: Uint8Array;
}

type Number_ = readonly [bytes: 2 | 4 | 8, value: number];

/** Little-endian numbers in a row. */
function pack(...numbers: Number_[]): Uint8Array {
  const bytes = new Uint8Array(numbers.reduce((sum, [size]) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [size, value] of numbers) {
    if (size === 2) view.setUint16(at, value, true);
    else if (size === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += size;
  }
  return bytes;
}

const join = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts));
const encode = (text: string) => new TextEncoder().encode(text);
const MAX = 0xffffffff;

/** A zip archive, byte by byte after the specification (APPNOTE 6.3.10). */
export function makeZip(members: readonly Member[], form: ZipForm = {}): Uint8Array {
  let body: Uint8Array = new Uint8Array();
  let directory: Uint8Array = new Uint8Array();
  for (const member of members) {
    const at = body.length;
    const { packed, flags = 0, method = 0, mode = 0o100644, crc = crc32(packed) } = member;
    const size = member.size ?? packed.length;
    const name = encode(member.name);
    const local = encode(member.localName ?? member.name);
    const sizes = [
      [4, crc],
      [4, packed.length],
      [4, size],
    ] satisfies Number_[];
    const kind = [
      [2, 20],
      [2, flags],
      [2, method],
      [4, 0],
    ] satisfies Number_[];
    const head = pack([4, 0x04034b50], ...kind, ...sizes, [2, local.length], [2, 0]);
    body = join(body, head, local, packed);
    const long = pack([2, 1], [2, 24], [8, size], [8, packed.length], [8, at]);
    const extra = form.isLong ? long : new Uint8Array();
    const shown = form.isLong
      ? ([
          [4, crc],
          [4, MAX],
          [4, MAX],
        ] satisfies Number_[])
      : sizes;
    const lengths = [
      [2, name.length],
      [2, extra.length],
      [2, 0],
    ] satisfies Number_[];
    const place = [
      [4, 0],
      [4, mode * 65536],
      [4, form.isLong ? MAX : at],
    ] satisfies Number_[];
    const entry = pack([4, 0x02014b50], [2, 0x0314], ...kind, ...shown, ...lengths, ...place);
    directory = join(directory, entry, name, extra);
  }
  const end = endRecords(members.length, body.length, directory.length, form);
  return join(body, directory, end, form.trailing ?? new Uint8Array());
}

function endRecords(count: number, at: number, size: number, form: ZipForm): Uint8Array {
  const comment = form.comment ?? new Uint8Array();
  const counts = form.isLong ? 0xffff : count;
  const end = pack(
    [4, 0x06054b50],
    [4, 0],
    [2, counts],
    [2, counts],
    [4, size],
    [4, form.isLong ? MAX : at],
    [2, comment.length],
  );
  const long = pack(
    [4, 0x06064b50],
    [8, 44],
    [2, 45],
    [2, 45],
    [4, 0],
    [4, 0],
    [8, count],
    [8, count],
    [8, size],
    [8, at],
  );
  const locator = pack([4, 0x07064b50], [4, 0], [8, at + size], [4, 1]);
  return join(...(form.isLong ? [long, locator] : []), end, comment);
}
