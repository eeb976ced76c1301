import { BYTES } from '../tensor/dtype.js';
import { type Draft, type Memory, readsOf, writesOf } from './draft.js';
import type { Row } from './join-updates.js';
import type { Block } from './plan.js';

/** Loads may run past the end of a block by less than this, stores to the end of its last vector. */
const PADDING = 64;
const ALIGNMENT = 64;
const VECTOR = 16;

/**
 * Gives every memory its place; arrays with separate lifetimes may share one.
 *
 * @param rows memories that lie side by side; those of a row live on until the same step
 */
export function placeMemories(
  memories: readonly Memory[],
  steps: readonly Draft[],
  rows: readonly Row[] = [],
) {
  const lastUse = new Map<number, number>();
  steps.forEach((draft, at) => {
    for (const number of [...readsOf(draft), ...writesOf(draft)]) lastUse.set(number, at);
  });
  const places = new Places(memories, rows);
  const isConstant = (number: number) => memories[number]!.constant !== null && lastUse.has(number);
  const lives = memories.map(({ fixed }, number) => fixed || isConstant(number));
  lives.forEach((live, number) => {
    if (live) places.take(number);
  });
  steps.forEach((draft, at) => {
    for (const number of writesOf(draft)) places.take(number);
    for (const number of new Set([...readsOf(draft), ...writesOf(draft)])) {
      const { fixed, constant } = memories[number]!;
      if (!fixed && constant === null && lastUse.get(number) === at) places.give(number);
    }
  });
  const blocks = memories.map(({ dtype, length, constant }, number): Block => {
    const initial = lives[number] ? constant : null;
    return { dtype, length, offset: places.offsets[number]!, initial };
  });
  return { blocks, bytes: places.bytes };
}

/** Where each memory lies: alone, or in its row. */
class Places {
  /** Bytes from the start; -1 for what has no place. */
  readonly offsets: number[];
  readonly #arena = new Arena();
  readonly #rows = new Map<number, Row>();
  readonly #memories: readonly Memory[];

  constructor(memories: readonly Memory[], rows: readonly Row[]) {
    this.#memories = memories;
    this.offsets = memories.map(() => -1);
    for (const row of rows) for (const number of row) this.#rows.set(number, row);
  }

  get bytes(): number {
    return this.#arena.bytes;
  }

  /** Gives a memory its place, and with it all others of its row. */
  take(number: number): void {
    if (this.offsets[number]! >= 0) return;
    const row = this.#rowOf(number);
    let offset = this.#arena.take(this.#size(row));
    for (const member of row) {
      this.offsets[member] = offset;
      offset += this.#step(member);
    }
  }

  /** Lets others use a memory's place; a row's only once, when its first is given back. */
  give(number: number): void {
    const row = this.#rowOf(number);
    if (row[0] === number) this.#arena.give(this.offsets[number]!, this.#size(row));
  }

  #rowOf(number: number): Row {
    return this.#rows.get(number) ?? [number];
  }

  #size(row: Row): number {
    return row.reduce((sum, member) => sum + this.#step(member), 0);
  }

  /** Bytes from a memory to the next of its row: whole vectors. */
  #step(number: number): number {
    const { dtype, length } = this.#memories[number]!;
    return Math.ceil((length * BYTES[dtype]) / VECTOR) * VECTOR;
  }
}

/** Memory in one piece, of which stretches are taken and given back. */
class Arena {
  #end = ALIGNMENT;
  readonly #free: { offset: number; size: number }[] = [];

  /** Bytes used at the worst moment. */
  get bytes(): number {
    return this.#end + PADDING;
  }

  /** The smallest free stretch that is large enough, or a new one. */
  take(bytes: number): number {
    const size = roundUp(bytes);
    let best = -1;
    this.#free.forEach((stretch, i) => {
      if (stretch.size < size) return;
      if (best < 0 || stretch.size < this.#free[best]!.size) best = i;
    });
    if (best < 0) {
      this.#end += size;
      return this.#end - size;
    }
    const stretch = this.#free[best]!;
    const { offset } = stretch;
    stretch.offset += size;
    stretch.size -= size;
    if (stretch.size === 0) this.#free.splice(best, 1);
    return offset;
  }

  give(offset: number, bytes: number): void {
    this.#free.push({ offset, size: roundUp(bytes) });
    this.#free.sort((a, b) => a.offset - b.offset);
    for (let i = this.#free.length - 1; i > 0; i--) {
      const [left, right] = [this.#free[i - 1]!, this.#free[i]!];
      if (left.offset + left.size !== right.offset) continue;
      left.size += right.size;
      this.#free.splice(i, 1);
    }
  }
}

const roundUp = (bytes: number) => Math.ceil((bytes + PADDING) / ALIGNMENT) * ALIGNMENT;
