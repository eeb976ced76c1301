import { ArgumentError } from '@backprop/core';
import {
  ByteWriter,
  encodeDataspace,
  encodeNumberType,
  encodeTextType,
  type StoredArray,
  toEight,
} from './encode.js';

/** A dataset to write. */
export interface NewDataset {
  shape: readonly number[];
  values: StoredArray;
}

/** A group to write; attributes are text or lists of text, which is all that Keras needs. */
export interface NewGroup {
  attributes?: Record<string, string | readonly string[]>;
  children: Record<string, NewGroup | NewDataset>;
}

interface Part {
  at: number;
  bytes: Uint8Array;
}

/** Names per symbol node: twice the K that the superblock declares. */
const NODE_NAMES = 8;
const LARGEST_MESSAGE = 65528;
const SUPERBLOCK_SIZE = 96;
const MESSAGE = { dataspace: 1, datatype: 3, fill: 5, layout: 8, attribute: 12, symbolTable: 17 };

/**
 * Writes an HDF5 file: superblock 0, symbol-table groups with one tree node each, contiguous
 * little-endian datasets. Everything that reads HDF5 reads this oldest form.
 *
 * @param root the tree of groups and datasets
 * @returns the file
 * @throws ArgumentError for an attribute over 64 kB, which this form cannot hold
 */
export function writeHdf5(root: NewGroup): Uint8Array {
  const writer = new Hdf5Writer(treeFanout(root));
  return writer.finish(root);
}

/** Half the number of symbol nodes that the largest group needs, at least HDF5's default. */
function treeFanout(group: NewGroup): number {
  const children = Object.values(group.children);
  const own = Math.ceil(children.length / NODE_NAMES / 2);
  return Math.max(16, own, ...children.map((child) => (isDataset(child) ? 0 : treeFanout(child))));
}

const isDataset = (child: NewGroup | NewDataset): child is NewDataset => 'values' in child;

class Hdf5Writer {
  private readonly parts: Part[] = [];
  private readonly fanout: number;
  private end = SUPERBLOCK_SIZE;

  constructor(fanout: number) {
    this.fanout = fanout;
  }

  finish(root: NewGroup): Uint8Array {
    const { header, tree, heap } = this.group(root);
    const file = new Uint8Array(this.end);
    for (const { at, bytes } of this.parts) file.set(bytes, at);
    file.set(this.superblock(header, tree, heap));
    return file;
  }

  private superblock(header: number, tree: number, heap: number): Uint8Array {
    return new ByteWriter(SUPERBLOCK_SIZE)
      .u8(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a)
      .u8(0, 0, 0, 0, 0, 8, 8, 0)
      .u16(NODE_NAMES / 2, this.fanout)
      .u32(0)
      .u64(0, undefined, this.end, undefined)
      .u64(0, header)
      .u32(1, 0)
      .u64(tree, heap).bytes;
  }

  /** Puts bytes behind everything else and returns where. */
  private append(bytes: Uint8Array): number {
    const at = this.end;
    this.parts.push({ at, bytes });
    this.end = toEight(at + bytes.length);
    return at;
  }

  private group({ attributes = {}, children }: NewGroup) {
    const names = Object.keys(children).sort();
    const links = names.map((name) => this.object(children[name]!));
    const heap = this.heap(names);
    const tree = this.tree(links, heap.offsets);
    const table = new ByteWriter(16).u64(tree, heap.at).bytes;
    const messages = Object.entries(attributes).map(encodeAttribute);
    const header = this.append(encodeHeader([[MESSAGE.symbolTable, table], ...messages]));
    return { header, tree, heap: heap.at };
  }

  /** Writes a child and returns its symbol entry without the name. */
  private object(child: NewGroup | NewDataset): (name: number) => Uint8Array {
    if (isDataset(child)) {
      const header = this.dataset(child);
      return (name) => new ByteWriter(40).u64(name, header).bytes;
    }
    const { header, tree, heap } = this.group(child);
    return (name) => new ByteWriter(40).u64(name, header).u32(1, 0).u64(tree, heap).bytes;
  }

  private dataset({ shape, values }: NewDataset): number {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const at = bytes.length === 0 ? undefined : this.append(bytes);
    const layout = new ByteWriter(18).u8(3, 1).u64(at, bytes.length).bytes;
    return this.append(
      encodeHeader([
        [MESSAGE.dataspace, encodeDataspace(shape)],
        [MESSAGE.datatype, encodeNumberType(values)],
        [MESSAGE.fill, new ByteWriter(4).u8(2, 2, 2, 0).bytes],
        [MESSAGE.layout, layout],
      ]),
    );
  }

  /** The local heap of a group's names; offset 0 holds the empty name that begins every tree. */
  private heap(names: readonly string[]) {
    const encoded = names.map((name) => new TextEncoder().encode(`${name}\0`));
    const offsets: number[] = [];
    let size = 8;
    for (const bytes of encoded) {
      offsets.push(size);
      size += toEight(bytes.length);
    }
    const data = new ByteWriter(size);
    for (const [index, bytes] of encoded.entries()) data.seek(offsets[index]!).raw(bytes);
    const segment = this.append(data.bytes);
    // 1 as the head of the free list is HDF5's mark for "no free block".
    const head = new ByteWriter(32).text('HEAP').u32(0).u64(size, 1, segment);
    return { at: this.append(head.bytes), offsets };
  }

  private tree(links: readonly ((name: number) => Uint8Array)[], names: readonly number[]): number {
    const node = new ByteWriter(24 + 8 + this.fanout * 2 * 16);
    const nodes = Math.ceil(links.length / NODE_NAMES);
    node.text('TREE').u8(0, 0).u16(nodes).u64(undefined, undefined, 0);
    for (let first = 0; first < links.length; first += NODE_NAMES) {
      const group = links.slice(first, first + NODE_NAMES);
      const symbols = new ByteWriter(8 + NODE_NAMES * 40).text('SNOD').u8(1, 0).u16(group.length);
      for (const [index, link] of group.entries()) symbols.raw(link(names[first + index]!));
      node.u64(this.append(symbols.bytes), names[first + group.length - 1]);
    }
    return this.append(node.bytes);
  }
}

type Message = readonly [type: number, body: Uint8Array];

/** An object header, version 1, with all its messages in one block. */
function encodeHeader(messages: readonly Message[]): Uint8Array {
  const size = messages.reduce((sum, [, body]) => sum + 8 + toEight(body.length), 0);
  const writer = new ByteWriter(16 + size).u8(1, 0).u16(messages.length).u32(1, size, 0);
  for (const [type, body] of messages) {
    const padded = new Uint8Array(toEight(body.length));
    padded.set(body);
    writer.u16(type, padded.length).u32(0).raw(padded);
  }
  return writer.bytes;
}

function encodeAttribute([name, value]: [string, string | readonly string[]]): Message {
  const texts = (typeof value === 'string' ? [value] : value).map((text) =>
    new TextEncoder().encode(text),
  );
  const width = Math.max(1, ...texts.map((text) => text.length));
  const label = new TextEncoder().encode(`${name}\0`);
  const type = encodeTextType(width);
  const space = encodeDataspace(typeof value === 'string' ? [] : [texts.length]);
  const head = 8 + toEight(label.length) + type.length + space.length;
  const size = head + width * texts.length;
  if (size > LARGEST_MESSAGE) {
    throw new ArgumentError({
      operation: 'writeHdf5',
      expected: `an attribute of at most ${LARGEST_MESSAGE} bytes`,
      received: `${name} with ${size}`,
      hint: 'save as .keras, which has no such bound',
    });
  }
  const writer = new ByteWriter(size)
    .u8(1, 0)
    .u16(label.length, type.length, space.length)
    .raw(label);
  writer
    .seek(8 + toEight(label.length))
    .raw(type)
    .raw(space);
  for (const [index, text] of texts.entries()) writer.seek(head + index * width).raw(text);
  return [MESSAGE.attribute, writer.bytes];
}
