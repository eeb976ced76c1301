import type { Contestant, Entry } from '../src/contestants/contestant.js';

/** A contestant whose loss goes through the given values, one each step. */
export function fake(
  name: string,
  losses: readonly number[],
  entry: Partial<Entry> = {},
): Contestant {
  return {
    name,
    prepare: async () => {
      let step = 0;
      return {
        trainer: {
          step: () => {
            step++;
          },
          loss: () => losses[Math.min(step, losses.length - 1)]!,
          dispose: () => {},
        },
        ...entry,
      };
    },
  };
}

export function unable(name: string, why: string): Contestant {
  return { name, prepare: async () => why };
}

export function broken(name: string, message: string): Contestant {
  return {
    name,
    prepare: async () => {
      throw new Error(message);
    },
  };
}
