import type { ByteReader } from './byte-reader.js';

const MOST_LINKS = 100_000;
const DEEPEST_TREE = 16;
const SOFT_LINK = 2;

/** Lists a symbol-table group: link name to object header address. */
export function readGroup(file: ByteReader, tree: number, heap: number): Map<string, number> {
  const names = readHeap(file, heap);
  const links = new Map<string, number>();
  const visited = new Set<number>();
  const visit = (address: number, level: number): void => {
    if (visited.has(address)) file.fail('each node once', 'a loop', address);
    visited.add(address);
    file.spend(1);
    const node = file.window(address, 24);
    node.signature('TREE');
    const kind = node.u8();
    const height = node.u8();
    const used = node.u16();
    if (kind !== 0) node.fail('a group tree', `tree type ${kind}`);
    if (level >= 0 ? height !== level : height > DEEPEST_TREE) {
      node.fail('tree levels that count down', `level ${height}`);
    }
    const children = file.window(address + 24, 8 + used * 16);
    for (let i = 0; i < used; i++) {
      children.skip(8);
      const child = children.u64();
      if (height > 0) visit(child, height - 1);
      else readSymbols(file, child, names, links, visited);
    }
  };
  visit(tree, -1);
  return links;
}

function readHeap(file: ByteReader, address: number): ByteReader {
  const heap = file.window(address, 32);
  heap.signature('HEAP');
  heap.skip(4);
  const size = heap.u64();
  heap.skip(8);
  return file.window(heap.u64(), size);
}

function readSymbols(
  file: ByteReader,
  address: number,
  names: ByteReader,
  links: Map<string, number>,
  visited: Set<number>,
): void {
  if (visited.has(address)) file.fail('each symbol node once', 'a loop', address);
  visited.add(address);
  const head = file.window(address, 8);
  head.signature('SNOD');
  head.skip(2);
  const count = head.u16();
  const entries = file.window(address + 8, count * 40);
  for (let i = 0; i < count; i++) {
    const nameAt = entries.u64();
    const object = entries.u64();
    const cached = entries.u32();
    entries.skip(20);
    if (cached === SOFT_LINK) entries.foreign('a hard link', 'a symbolic link');
    const name = names.window(names.at + nameAt, names.end - names.at - nameAt).textToNul();
    if (links.has(name)) entries.fail('every link name once', JSON.stringify(name));
    if (links.size >= MOST_LINKS) entries.fail(`at most ${MOST_LINKS} links`, 'more');
    links.set(name, object);
  }
}
