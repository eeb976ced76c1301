import { createStore, del, get, set, type UseStore } from 'idb-keyval';

/** Where records lie: one value per key, no key touches another. */
export interface Shelf {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<void>;
}

/** The browser has no room left; what was stored before is still there. */
export class ShelfFullError extends Error {
  override name = 'ShelfFullError';
}

/** How long the browser's store may take to answer before it counts as refused. */
const PATIENCE = 3000;

/** A shelf that lasts as long as the page. */
export function memoryShelf(): Shelf {
  const values = new Map<string, unknown>();
  return {
    get: async (key) => values.get(key),
    set: async (key, value) => void values.set(key, value),
    delete: async (key) => void values.delete(key),
  };
}

/** A shelf in IndexedDB. Every call may reject: storage can be refused at any time. */
export function databaseShelf(name: string): Shelf {
  let store: UseStore | undefined;
  // Made on first use, inside a promise: in some privacy modes the mere getter throws.
  const open = async () => {
    store ??= createStore(name, 'records');
    return store;
  };
  return {
    get: async (key) => get(key, await open()),
    set: async (key, value) => set(key, value, await open()),
    delete: async (key) => del(key, await open()),
  };
}

function withPatience<T>(work: Promise<T>, patience: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`storage: expected an answer within ${patience} ms, received none`)),
      patience,
    );
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

const isFull = (error: unknown) =>
  error instanceof Error || (typeof DOMException !== 'undefined' && error instanceof DOMException)
    ? (error as Error).name === 'QuotaExceededError'
    : false;

export interface SteadyShelf extends Shelf {
  /** True once the lasting store failed and records are kept in memory. */
  readonly refused: boolean;
}

/**
 * A shelf that goes on in memory when the lasting store refuses.
 *
 * A full store is not a refusal: it rejects with `ShelfFullError`, and what it holds stays.
 *
 * @param lasting the store that should be used
 * @param onRefused called once, when the store refuses for the first time
 * @param patience milliseconds before a silent store counts as refused
 * @throws ShelfFullError from `set`, when there is no room
 */
export function steadyShelf(
  lasting: Shelf,
  onRefused: () => void = () => {},
  patience = PATIENCE,
): SteadyShelf {
  const memory = memoryShelf();
  let refused = false;
  async function attempt<T>(work: (shelf: Shelf) => Promise<T>): Promise<T> {
    if (refused) return work(memory);
    try {
      return await withPatience(work(lasting), patience);
    } catch (error) {
      if (isFull(error)) {
        throw new ShelfFullError('save: expected room in the browser’s storage, received none');
      }
      if (!refused) {
        refused = true;
        onRefused();
      }
      return work(memory);
    }
  }
  return {
    get refused() {
      return refused;
    },
    get: (key) => attempt((shelf) => shelf.get(key)),
    set: (key, value) => attempt((shelf) => shelf.set(key, value)),
    delete: (key) => attempt((shelf) => shelf.delete(key)),
  };
}
