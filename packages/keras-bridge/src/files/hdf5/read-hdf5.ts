import type { FileSource } from '../file-error.js';
import { ByteReader } from './byte-reader.js';
import { type Datatype, nameDatatype } from './datatype.js';
import { readGroup } from './group.js';
import { type ObjectHeader, readObjectHeader } from './object-header.js';
import { checkExtent, type NumberArray, readNumbers, readTexts } from './values.js';

/** An attribute's value: text, texts or numbers; null when its type is none of these. */
export type AttributeValue = string | string[] | number[] | number | null;

/** A named list of numbers with a shape. */
export interface Hdf5Dataset {
  kind: 'dataset';
  path: string;
  shape: readonly number[];
  dtype: string;
  attributes: ReadonlyMap<string, AttributeValue>;
  /** Copies the numbers out of the file. */
  read(): NumberArray;
}

/** A folder of datasets and further groups. */
export interface Hdf5Group {
  kind: 'group';
  path: string;
  attributes: ReadonlyMap<string, AttributeValue>;
  children: ReadonlyMap<string, Hdf5Group | Hdf5Dataset>;
}

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
const DEEPEST_GROUP = 32;
const MOST_OBJECTS = 100_000;

/** Whether bytes begin as an HDF5 file does. */
export const isHdf5 = (bytes: Uint8Array): boolean =>
  SIGNATURE.every((byte, i) => bytes[i] === byte);

/**
 * Opens an HDF5 file of the kind that h5py writes by default (superblock 0, symbol-table groups,
 * contiguous or compact little-endian datasets), which is all that Keras uses. Every size is
 * checked against the file before memory is taken for it, every object is visited at most once.
 *
 * @param bytes the whole file
 * @param source names the file in errors
 * @returns the root group
 * @throws FileFormatError for damage, and for features outside that kind, named
 * @see https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html
 */
export function readHdf5(bytes: Uint8Array, source: FileSource): Hdf5Group {
  const file = new ByteReader(bytes, source);
  const root = readSuperblock(file);
  const opened: Opened = { file, objects: new Set(), allowance: bytes.length };
  const group = openObject(opened, root, '', 0);
  return group.kind === 'group' ? group : file.fail('a root group', 'a dataset', root);
}

/** Where a file may begin when something else stands in front: at 512, 1024, 2048, … */
const userBlocks = (size: number): number[] =>
  Array.from({ length: 40 }, (_, i) => 512 * 2 ** i).filter((at) => at < size);

function readSuperblock(file: ByteReader): number {
  if (!isHdf5(file.bytes)) {
    const start = userBlocks(file.bytes.length).find((at) => isHdf5(file.bytes.subarray(at)));
    if (start === undefined) file.fail('an HDF5 file', 'other bytes', 0);
    file.foreign('an HDF5 file from its first byte on', `one behind ${start} other bytes`, 0);
  }
  file.skip(8);
  const version = file.u8();
  if (version !== 0) {
    file.foreign('superblock version 0 (h5py default)', `version ${version}`, 8);
  }
  file.skip(4);
  const [offsetSize, lengthSize] = [file.u8(), file.u8()];
  if (offsetSize !== 8 || lengthSize !== 8)
    file.fail('8-byte offsets', `${offsetSize} and ${lengthSize}`, 13);
  file.skip(9);
  if (file.u64() !== 0) file.fail('base address 0', 'another', 24);
  file.skip(8);
  const end = file.u64();
  if (end > file.bytes.length) file.fail(`${end} bytes`, `${file.bytes.length}`, 40);
  file.skip(8 + 8);
  return file.u64();
}

interface Opened {
  file: ByteReader;
  objects: Set<number>;
  /** Datasets never overlap, so together they cannot hold more than the file. */
  allowance: number;
}

function openObject(
  opened: Opened,
  address: number,
  path: string,
  depth: number,
): Hdf5Group | Hdf5Dataset {
  const { file, objects } = opened;
  if (objects.has(address)) file.fail('every object once', 'a link to one seen before', address);
  if (objects.size >= MOST_OBJECTS) file.fail(`at most ${MOST_OBJECTS} objects`, 'more', address);
  if (depth > DEEPEST_GROUP)
    file.fail(`groups at most ${DEEPEST_GROUP} deep`, 'deeper ones', address);
  objects.add(address);
  const header = readObjectHeader(file, address);
  const attributes = readAttributes(file, header);
  if (header.group === undefined) return makeDataset(opened, header, attributes, path, address);
  const children = new Map<string, Hdf5Group | Hdf5Dataset>();
  for (const [name, child] of readGroup(file, header.group.tree, header.group.heap)) {
    children.set(
      name,
      openObject(opened, child, path === '' ? name : `${path}/${name}`, depth + 1),
    );
  }
  return { kind: 'group', path, attributes, children };
}

function makeDataset(
  opened: Opened,
  header: ObjectHeader,
  attributes: ReadonlyMap<string, AttributeValue>,
  path: string,
  address: number,
): Hdf5Dataset {
  const { file } = opened;
  const { shape, type, data, unreadable } = header;
  if (shape === undefined || type === undefined) {
    const received = header.foreign ?? 'an object that is neither';
    return file.foreign('a symbol-table group or a dataset', received, address);
  }
  return {
    kind: 'dataset',
    path,
    shape,
    dtype: nameDatatype(type),
    attributes,
    read() {
      if (unreadable !== undefined || data === undefined) {
        const received = `a dataset that is ${unreadable ?? 'not stored'}`;
        return file.source.format(
          path,
          'contiguous elements',
          received,
          'save it again with Keras itself',
        );
      }
      opened.allowance -= checkExtent(file, type, shape, data);
      if (opened.allowance < 0)
        file.fail('datasets of their own bytes', 'overlapping ones', data.at);
      return readNumbers(file, type, shape, data);
    },
  };
}

function readAttributes(file: ByteReader, header: ObjectHeader): Map<string, AttributeValue> {
  const values = new Map<string, AttributeValue>();
  for (const { name, type, shape, data } of header.attributes) {
    values.set(name, decodeAttribute(file, type, shape, data));
  }
  return values;
}

function decodeAttribute(
  file: ByteReader,
  type: Datatype,
  shape: readonly number[],
  data: { at: number; size: number },
): AttributeValue {
  if (type.kind === 'text' || type.kind === 'reference-text') {
    const texts = readTexts(file, type, shape, data);
    return shape.length === 0 ? (texts[0] ?? '') : texts;
  }
  if (type.kind === 'other' || type.size === 2) return null;
  const numbers = Array.from(readNumbers(file, type, shape, data));
  return shape.length === 0 ? (numbers[0] ?? 0) : numbers;
}
