import { BYTES } from '../tensor/dtype.js';
import { type Draft, type Memory, readsOf, writesOf } from './draft.js';
import type { Block } from './plan.js';

/** Vector loads may run past the end of a block by less than this; stores never do. */
const PADDING = 64;
const ALIGNMENT = 64;

/** Gives every memory its place; arrays with separate lifetimes may share one. */
export function placeMemories(memories: readonly Memory[], steps: readonly Draft[]) {
  const lastUse = new Map<number, number>();
  steps.forEach((draft, at) => {
    for (const number of [...readsOf(draft), ...writesOf(draft)]) lastUse.set(number, at);
  });
  const arena = new Arena();
  const blocks = memories.map(({ dtype, length, constant, fixed }, number): Block => {
    const lives = fixed || (constant !== null && lastUse.has(number));
    const offset = lives ? arena.take(length * BYTES[dtype]) : -1;
    return { dtype, length, offset, initial: lives ? constant : null };
  });
  steps.forEach((draft, at) => {
    for (const number of writesOf(draft)) {
      const made = blocks[number]!;
      if (made.offset < 0) made.offset = arena.take(made.length * BYTES[made.dtype]);
    }
    for (const number of new Set([...readsOf(draft), ...writesOf(draft)])) {
      const { fixed, constant } = memories[number]!;
      if (fixed || constant !== null || lastUse.get(number) !== at) continue;
      const done = blocks[number]!;
      arena.give(done.offset, done.length * BYTES[done.dtype]);
    }
  });
  return { blocks, bytes: arena.bytes };
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
