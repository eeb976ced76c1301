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
const ENTRY_SIZE = 46;
const LONGEST_COMMENT = 65535;
const MOST_MEMBERS = 1000;
const SYMBOLIC_LINK = 0xa000;

/** Lists a zip's members and refuses any that could leave the archive, hide or shadow another. */
export function readDirectory(bytes: Uint8Array, source: FileSource): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view, source);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  checkCount(count, at, source);
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
    at +=
      ENTRY_SIZE +
      view.getUint16(at + 28, true) +
      view.getUint16(at + 30, true) +
      view.getUint16(at + 32, true);
  }
  return entries;
}

function checkCount(count: number, at: number, source: FileSource): void {
  if (count === 0xffff || at === 0xffffffff) {
    source.resource(
      'end of archive',
      'a zip under 4 GiB',
      'a zip64 archive',
      'save a smaller model',
    );
  }
  if (count > MOST_MEMBERS) {
    source.resource(
      'end of archive',
      `at most ${MOST_MEMBERS} members`,
      `${count}`,
      'is this a model?',
    );
  }
}

function findEnd(view: DataView, source: FileSource): number {
  const last = view.byteLength - END_SIZE;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
    if (view.getUint32(at, true) === END_SIGNATURE) return at;
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
  if (at + ENTRY_SIZE > end || view.getUint32(at, true) !== ENTRY_SIGNATURE) {
    source.format(`byte ${at}`, 'a directory entry', 'other bytes', 'the archive is damaged');
  }
  const nameEnd = at + ENTRY_SIZE + view.getUint16(at + 28, true);
  if (nameEnd > end)
    source.format(`byte ${at}`, 'a whole member name', 'a cut one', 'the archive is damaged');
  const name = decodeName(bytes.subarray(at + ENTRY_SIZE, nameEnd), at, source);
  checkName(name, source);
  const method = checkKind(view, at, name, source);
  return {
    name,
    method,
    crc: view.getUint32(at + 16, true),
    packedSize: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    headerAt: view.getUint32(at + 42, true),
  };
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
  if (view.getUint16(at + 8, true) & 1) {
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
