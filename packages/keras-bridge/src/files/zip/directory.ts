import type { FileSource } from '../file-error.js';

/** One member, as the zip's central directory describes it. */
export interface ZipEntry {
  name: string;
  /** 0 stored, 8 deflated; every other method is refused. */
  method: number;
  crc: number;
  packedSize: number;
  size: number;
  headerAt: number;
}

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_SIZE = 22;
/** Zip64 puts a longer end record and its place before the usual one. */
const LOCATOR_SIGNATURE = 0x07064b50;
const LOCATOR_SIZE = 20;
const LONG_END_SIGNATURE = 0x06064b50;
const LONG_END_SIZE = 56;
const ENTRY_SIZE = 46;
const LONGEST_COMMENT = 65535;
const MOST_MEMBERS = 1000;
const SYMBOLIC_LINK = 0xa000;
/** Flags of a password, of strong encryption, and of a directory whose entries are masked. */
const ENCRYPTED = 0x2041;

/** Lists a zip's members and refuses any that could leave the archive, hide or shadow another. */
export function readDirectory(bytes: Uint8Array, source: FileSource): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view, source);
  const { count, start, size } = readEnd(view, end, source);
  let at = start;
  const entries: ZipEntry[] = [];
  const seen = new Set<string>();
  for (let index = 0; index < count; index++) {
    const entry = readEntry(bytes, view, at, end, source);
    if (seen.has(entry.name)) {
      source.format(
        entry.name,
        'every member once',
        'a second one of this name',
        'save the model again',
      );
    }
    seen.add(entry.name);
    entries.push(entry);
    at += sizeOfEntry(view, at);
  }
  if (at !== start + size) {
    const hint = 'the archive shows other members to other programs';
    source.format('end of archive', `${count} members in ${size} bytes`, `${at - start}`, hint);
  }
  return entries;
}

const sizeOfEntry = (view: DataView, at: number): number =>
  ENTRY_SIZE +
  view.getUint16(at + 28, true) +
  view.getUint16(at + 30, true) +
  view.getUint16(at + 32, true);

/** The list of members: how many, where it begins, and its bytes. */
interface End {
  count: number;
  start: number;
  size: number;
}

/** What the end record says; zip64 keeps it in a longer one. */
function readEnd(view: DataView, end: number, source: FileSource): End {
  const [size, start] = [view.getUint32(end + 12, true), view.getUint32(end + 16, true)];
  const short = { count: view.getUint16(end + 10, true), start, size };
  const isLong = short.count === 0xffff || short.start === 0xffffffff;
  const found = isLong ? readLongEnd(view, end, source) : short;
  if (found.count > MOST_MEMBERS) {
    source.resource(
      'end of archive',
      `at most ${MOST_MEMBERS} members`,
      `${found.count}`,
      'is this a model?',
    );
  }
  return found;
}

function readLongEnd(view: DataView, end: number, source: FileSource): End {
  const locator = end - LOCATOR_SIZE;
  if (locator >= 0 && view.getUint32(locator, true) === LOCATOR_SIGNATURE) {
    const at = Number(view.getBigUint64(locator + 8, true));
    if (at + LONG_END_SIZE <= locator && view.getUint32(at, true) === LONG_END_SIGNATURE) {
      const number = (offset: number) => Number(view.getBigUint64(at + offset, true));
      return { count: number(32), start: number(48), size: number(40) };
    }
  }
  return source.format(
    'end of archive',
    'the directory of a zip64 archive',
    'none',
    'the archive is damaged',
  );
}

/**
 * Where the end record stands: its comment must reach to the end of the file. Otherwise bytes were
 * added, or an end record is hidden in another one's comment, and programs would see other members.
 */
function findEnd(view: DataView, source: FileSource): number {
  const last = view.byteLength - END_SIZE;
  let added: number | null = null;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
    if (view.getUint32(at, true) !== END_SIGNATURE) continue;
    const rest = last - at - view.getUint16(at + 20, true);
    if (rest === 0) return at;
    added ??= rest;
  }
  if (added !== null && added > 0) {
    const hint = 'something was added to the file; save the model again';
    source.format('end of file', 'the end of the archive', `${added} bytes behind it`, hint);
  }
  return source.format(
    'end of file',
    'a zip directory',
    'none',
    'the file is cut short or no zip archive',
  );
}

function readEntry(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  end: number,
  source: FileSource,
): ZipEntry {
  if (!(at + ENTRY_SIZE <= end) || view.getUint32(at, true) !== ENTRY_SIGNATURE) {
    source.format(`byte ${at}`, 'a directory entry', 'other bytes', 'the archive is damaged');
  }
  const nameEnd = at + ENTRY_SIZE + view.getUint16(at + 28, true);
  if (at + sizeOfEntry(view, at) > end)
    source.format(`byte ${at}`, 'a whole directory entry', 'a cut one', 'the archive is damaged');
  const name = decodeName(bytes.subarray(at + ENTRY_SIZE, nameEnd), at, source);
  checkName(name, source);
  const method = checkKind(view, at, name, source);
  const [size, packedSize, headerAt] = readSizes(view, at, nameEnd, name, source);
  return { name, method, crc: view.getUint32(at + 16, true), packedSize, size, headerAt };
}

/** Size, packed size and place; those that say 0xffffffff stand in the zip64 field instead. */
function readSizes(
  view: DataView,
  at: number,
  fieldsAt: number,
  name: string,
  source: FileSource,
): [size: number, packedSize: number, headerAt: number] {
  const short = [24, 20, 42].map((offset) => view.getUint32(at + offset, true));
  const long = longNumbers(view, fieldsAt, fieldsAt + view.getUint16(at + 30, true));
  const numbers = short.map((number) => {
    if (number !== 0xffffffff) return number;
    return (
      long.shift() ??
      source.format(name, 'its sizes in a zip64 field', 'none', 'the archive is damaged')
    );
  });
  return numbers as [number, number, number];
}

/** The numbers of the zip64 field (number 1) among an entry's extra fields. */
function longNumbers(view: DataView, start: number, end: number): number[] {
  for (let at = start; at + 4 <= end; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    const most = Math.min(end, at + 4 + view.getUint16(at + 2, true));
    const numbers: number[] = [];
    for (let place = at + 4; place + 8 <= most; place += 8) {
      numbers.push(Number(view.getBigUint64(place, true)));
    }
    return numbers;
  }
  return [];
}

/** Only plain, open, stored or deflated members; returns which of the last two. */
function checkKind(view: DataView, at: number, name: string, source: FileSource): number {
  if (((view.getUint32(at + 38, true) >>> 16) & 0xf000) === SYMBOLIC_LINK) {
    source.format(
      name,
      'a plain member',
      'a symbolic link',
      'do not open this archive with other tools',
    );
  }
  if (view.getUint16(at + 8, true) & ENCRYPTED) {
    source.format(name, 'an open member', 'an encrypted one', 'save the model without a password');
  }
  const method = view.getUint16(at + 10, true);
  if (method !== 0 && method !== 8) {
    source.format(
      name,
      'a stored or deflated member',
      `compression method ${method}`,
      'repack the zip',
    );
  }
  return method;
}

function decodeName(bytes: Uint8Array, at: number, source: FileSource): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return source.format(`byte ${at}`, 'a member name in UTF-8', 'other bytes', 'repack the zip');
  }
}

function checkName(name: string, source: FileSource): void {
  const leaves =
    name === '' ||
    name.startsWith('/') ||
    /^[A-Za-z]:/.test(name) ||
    name.includes('\\') ||
    name.includes('\0') ||
    name.split('/').some((part) => part === '..' || part === '.');
  if (!leaves) return;
  source.format(
    JSON.stringify(name),
    'member names inside the archive',
    'a name that leads out of it',
    'do not open this archive with other tools',
  );
}
