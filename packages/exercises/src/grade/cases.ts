import type { Call } from '@backprop/runner';
import type { CaseGroup, Definition } from '../define/define-exercise.js';
import { randomFrom } from '../define/random.js';
import { ExerciseError } from '../errors.js';

/** One call to be made, and the group that it counts for. */
export interface Case {
  group: CaseGroup;
  args: readonly unknown[];
}

/** Seeds are printed and typed again, so they are short. */
export const LARGEST_SEED = 999_999;

/** A seed that nobody chose. */
export const anySeed = (): number => Math.floor(Math.random() * (LARGEST_SEED + 1));

/**
 * All cases of an exercise, in the order of its groups.
 *
 * @param seed Fixes the random ones. Each group has a stream of its own, so that a group added
 * later changes no other.
 * @throws ExerciseError for a seed that is no whole number from 0 to 999999.
 */
export function casesOf(definition: Definition, seed: number): Case[] {
  if (!Number.isInteger(seed) || seed < 0 || seed > LARGEST_SEED) {
    throw new ExerciseError(
      'grade',
      `a whole number from 0 to ${LARGEST_SEED} as seed`,
      String(seed),
      'use the seed that an earlier verdict printed, or none',
    );
  }
  return definition.groups.flatMap((group) => {
    const random = randomFrom(seed * 1000 + streamOf(group.title));
    const drawn = group.random
      ? random.times(group.random.count, () => group.random!.draw(random))
      : [];
    return [...(group.cases ?? []), ...drawn].map((args) => ({ group, args }));
  });
}

/** A small number made of a group's title. */
const streamOf = (title: string): number =>
  [...title].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) % 1000, 7);

export const callOf = ({ group, args }: Case): Call => ({ export: group.call, args: [...args] });
