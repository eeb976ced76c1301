import { type ByteReader, NOWHERE } from './byte-reader.js';
import { readDataspace } from './dataspace.js';
import { type Datatype, readDatatype } from './datatype.js';

/** Where a dataset's or attribute's elements lie in the file. */
export interface Extent {
  at: number;
  size: number;
}

/** An attribute whose value has not been decoded yet. */
export interface RawAttribute {
  name: string;
  type: Datatype;
  shape: number[];
  data: Extent;
}

/** What an object's header says, before anything that it points to is read. */
export interface ObjectHeader {
  attributes: RawAttribute[];
  group?: { tree: number; heap: number };
  shape?: number[];
  type?: Datatype;
  data?: Extent;
  /** A storage that this reader does not read, named. */
  unreadable?: string;
  /** What the object is, when it is neither a group of the oldest form nor a dataset. */
  foreign?: string;
}

const MOST_MESSAGES = 20000;
const MESSAGE = {
  dataspace: 0x01,
  linkInfo: 0x02,
  datatype: 0x03,
  externalFiles: 0x07,
  layout: 0x08,
  filters: 0x0b,
  attribute: 0x0c,
  continuation: 0x10,
  symbolTable: 0x11,
  attributeInfo: 0x15,
};
const SHARED = 2;

/** Reads a version 1 object header with its continuations. */
export function readObjectHeader(file: ByteReader, address: number): ObjectHeader {
  const prefix = file.window(address, 16);
  const version = prefix.u8();
  if (version !== 1) {
    // A newer header begins with the letters OHDR.
    const isNewer = version === 0x4f;
    const received = isNewer ? 'version 2' : 'other bytes';
    const expected = 'object header version 1 (h5py default)';
    if (isNewer) prefix.foreign(expected, received, address);
    prefix.fail(expected, received, address);
  }
  prefix.skip(1);
  const count = prefix.u16();
  prefix.skip(4);
  const blocks = [file.window(address + 16, prefix.u32())];
  const visited = new Set([address + 16]);
  const header: ObjectHeader = { attributes: [] };
  let left = Math.min(count, MOST_MESSAGES);
  for (let block = blocks.shift(); block !== undefined; block = blocks.shift()) {
    while (left > 0 && block.end - block.at >= 8) {
      left -= 1;
      const next = readMessage(block, header);
      if (next === undefined) continue;
      if (visited.has(next.at)) block.fail('each header block once', 'a loop');
      visited.add(next.at);
      blocks.push(file.window(next.at, next.size));
    }
  }
  return header;
}

/** Notes what one message says; a continuation's place is returned instead. */
function readMessage(block: ByteReader, header: ObjectHeader): Extent | undefined {
  block.spend(1);
  const type = block.u16();
  const size = block.u16();
  const flags = block.u8();
  block.skip(3);
  const body = block.window(block.at, size);
  block.skip(size);
  if (flags & SHARED && (type === MESSAGE.datatype || type === MESSAGE.dataspace)) {
    // A dataset of a named type: the type lies elsewhere in the file.
    header.foreign = 'a dataset of a named type';
    return undefined;
  }
  if (type === MESSAGE.continuation) return { at: body.u64(), size: body.u64() };
  if (type === MESSAGE.dataspace) header.shape = readDataspace(body);
  else if (type === MESSAGE.datatype) header.type = readDatatype(body);
  else if (type === MESSAGE.layout) readLayout(body, header);
  else if (type === MESSAGE.filters) header.unreadable = 'compressed';
  else if (type === MESSAGE.externalFiles) header.unreadable = 'kept in another file';
  else if (type === MESSAGE.linkInfo) header.foreign = 'a group with links of the newer form';
  else if (type === MESSAGE.attribute) header.attributes.push(readAttribute(body));
  else if (type === MESSAGE.symbolTable) header.group = { tree: body.u64(), heap: body.u64() };
  else if (type === MESSAGE.attributeInfo) refuseDenseAttributes(body);
  return undefined;
}

function readLayout(body: ByteReader, header: ObjectHeader): void {
  const version = body.u8();
  const kind = body.u8();
  if (version !== 3 || kind > 1) {
    header.unreadable ??= version === 3 ? 'chunked' : `stored in layout version ${version}`;
  } else if (kind === 0) {
    const size = body.u16();
    body.window(body.at, size);
    header.data = { at: body.at, size };
  } else {
    header.data = { at: body.u64(), size: body.u64() };
    if (header.data.at === NOWHERE && header.data.size > 0) header.unreadable ??= 'never written';
  }
}

function readAttribute(body: ByteReader): RawAttribute {
  const version = body.u8();
  const flags = body.u8();
  if (version < 1 || version > 3) body.fail('attribute version 1, 2 or 3', `${version}`);
  if (version > 1 && flags !== 0) body.fail('an attribute with its own type', 'a shared one');
  const sizes = [body.u16(), body.u16(), body.u16()] as const;
  if (version === 3) body.skip(1);
  // Version 1 pads each part to eight bytes.
  const padded = (size: number) => (version === 1 ? Math.ceil(size / 8) * 8 : size);
  const part = (size: number) => {
    const window = body.window(body.at, size);
    body.skip(padded(size));
    return window;
  };
  const name = part(sizes[0]).text(sizes[0]);
  const type = readDatatype(part(sizes[1]));
  const shape = readDataspace(part(sizes[2]));
  return { name, type, shape, data: { at: body.at, size: body.end - body.at } };
}

function refuseDenseAttributes(body: ByteReader): void {
  body.skip(1);
  const flags = body.u8();
  if (flags & 1) body.skip(2);
  if (body.u64() !== NOWHERE) body.foreign('attributes in the object header', 'dense storage');
}
