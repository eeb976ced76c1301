import { Inflate } from 'fflate';
import type { FileSource } from '../file-error.js';
import { crc32 } from './crc32.js';
import { readDirectory, type ZipEntry } from './directory.js';

/** The members of a checked zip archive, by name. */
export interface ZipFile {
  names: readonly string[];
  /** The bytes of one member, or undefined when there is none of that name. */
  read(name: string): Uint8Array | undefined;
}

const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_SIZE = 30;
/** fflate inflates a whole piece at once, up to 1032 times its size: 16 MB for 16 kB. */
const PIECE = 16384;
/** Weights hardly deflate; what grows more than this beyond 64 MB is an attack. */
const LARGEST_RATIO = 100;
const FREE_SIZE = 64 * 2 ** 20;

/**
 * Opens a zip archive without trusting anything that it says about itself.
 *
 * @param bytes the whole archive
 * @param source names the file in errors
 * @param limit the most bytes that one member may have once inflated
 * @returns the members; stored ones are views into `bytes`
 * @throws FileFormatError for names that leave the archive, duplicates, links, damage
 * @throws FileResourceError for members that are or inflate to more than allowed
 */
export function readZip(bytes: Uint8Array, source: FileSource, limit: number): ZipFile {
  const entries = new Map(readDirectory(bytes, source).map((entry) => [entry.name, entry]));
  return {
    names: [...entries.keys()],
    read(name) {
      const entry = entries.get(name);
      return entry && readMember(bytes, entry, source, limit);
    },
  };
}

function readMember(bytes: Uint8Array, entry: ZipEntry, source: FileSource, limit: number) {
  const packed = packedBytes(bytes, entry, source);
  checkSize(entry, source, limit);
  const content = entry.method === 0 ? packed : inflate(packed, entry, source);
  if (content.length !== entry.size || crc32(content) !== entry.crc) {
    source.format(
      entry.name,
      'the size and checksum of the directory',
      'others',
      'the archive is damaged',
    );
  }
  return content;
}

function packedBytes(bytes: Uint8Array, entry: ZipEntry, source: FileSource): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = entry.headerAt;
  const hasHeader = at + LOCAL_SIZE <= bytes.length && view.getUint32(at, true) === LOCAL_SIGNATURE;
  if (!hasHeader)
    source.format(entry.name, `a member at byte ${at}`, 'none', 'the archive is damaged');
  const nameEnd = at + LOCAL_SIZE + view.getUint16(at + 26, true);
  const name = new TextDecoder().decode(bytes.subarray(at + LOCAL_SIZE, nameEnd));
  if (name !== entry.name) {
    const hint = 'the archive shows other members to other programs';
    source.format(entry.name, 'its name in front of it', JSON.stringify(name.slice(0, 60)), hint);
  }
  const start = nameEnd + view.getUint16(at + 28, true);
  if (start + entry.packedSize > bytes.length) {
    source.format(
      entry.name,
      `${entry.packedSize} bytes`,
      'the end of the file',
      'the archive is cut short',
    );
  }
  return bytes.subarray(start, start + entry.packedSize);
}

function checkSize(entry: ZipEntry, source: FileSource, limit: number): void {
  const most =
    entry.method === 0
      ? limit
      : Math.min(limit, Math.max(FREE_SIZE, LARGEST_RATIO * entry.packedSize));
  if (entry.size <= most) return;
  source.resource(
    entry.name,
    `at most ${most} bytes inflated`,
    `${entry.size}`,
    'a real model hardly deflates; raise maxBytes if this one is real',
  );
}

function inflate(packed: Uint8Array, entry: ZipEntry, source: FileSource): Uint8Array {
  const content = new Uint8Array(entry.size);
  let filled = 0;
  const inflater = new Inflate((chunk) => {
    if (filled + chunk.length > content.length) {
      source.resource(
        entry.name,
        `${entry.size} bytes as declared`,
        'more',
        'the archive lies about its size',
      );
    }
    content.set(chunk, filled);
    filled += chunk.length;
  });
  try {
    for (let at = 0; at < packed.length; at += PIECE) {
      inflater.push(packed.subarray(at, at + PIECE), at + PIECE >= packed.length);
    }
  } catch (error) {
    if (!isFflateError(error)) throw error;
    source.format(entry.name, 'deflated bytes', error.message, 'the archive is damaged');
  }
  return content.subarray(0, filled);
}

const isFflateError = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && typeof error.code === 'number';
