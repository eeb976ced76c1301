import type { Entry, Group } from '../../src/reference/entry';

/** Something that a reader would miss. */
export interface Gap {
  /** The symbol and what it lacks, such as `memory @example`. */
  what: string;
  /** Where it is to be written. */
  file: string;
}

/**
 * What the docstrings of the public exports lack.
 *
 * Every export needs a sentence; functions, classes and constants need an example, unless they are
 * error classes. A type whose every field is explained explains itself. A `@param` has to name a
 * parameter.
 */
export function findGaps(groups: readonly Pick<Group, 'entries'>[]): Gap[] {
  const entries = groups.flatMap((group) => group.entries);
  return entries.flatMap((entry) =>
    [...sentenceGaps(entry), ...paramGaps(entry), ...exampleGaps(entry)].map((lacking) => ({
      what: `${entry.name} ${lacking}`,
      file: entry.file,
    })),
  );
}

function sentenceGaps({ kind, text, parameters }: Entry): string[] {
  const explained = kind === 'type' && parameters.length > 0 && parameters.every((p) => p.text);
  return text || explained ? [] : ['docstring'];
}

function paramGaps({ kind, parameters }: Entry): string[] {
  if (kind === 'type') return [];
  return parameters.filter(({ type }) => type === '').map(({ name }) => `@param ${name}`);
}

function exampleGaps({ kind, examples, code }: Entry): string[] {
  const isError = kind === 'class' && /Error\b/.test(code.split('\n')[0]!);
  return examples.length > 0 || kind === 'type' || isError ? [] : ['@example'];
}
