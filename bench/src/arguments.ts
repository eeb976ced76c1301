import { parseArgs } from 'node:util';
import { SECTIONS } from './section-names.js';

export interface Arguments {
  help: boolean;
  quick: boolean;
  browser: boolean;
  sections: string[];
  processes: number;
  json: string | null;
  svg: string | null;
}

export const USAGE = `Usage: pnpm bench [options]

Times one training step of the same nets in each library, matrix products alone, and how the
time grows with the size of the problem. Prints tables of medians and ratios.
  --quick           fewer and shorter rounds, in one process: two to three minutes
  --only <names>    only these, with commas: ${SECTIONS.join(', ')}
  --processes <n>   repeat in so many fresh processes (3; with --quick 1)
  --browser         in headless Chromium instead of Node.js
  --json <file>     also write every round's times to a file
  --svg <file>      also draw ratios and growth
  --help            this text

Ends with 0; with 1 if the engine itself was wrong or failed; with 2 for bad arguments.`;

/** What is wrong with the command line, in words for the user. */
export class UsageError extends Error {}

function chooseSections(only: string | undefined): string[] {
  if (only === undefined) return [...SECTIONS];
  const chosen = only.split(',').map((given) => {
    const section = SECTIONS.find((name) => name.toLowerCase() === given.trim().toLowerCase());
    if (section !== undefined) return section;
    throw new UsageError(
      `--only: expected names among ${SECTIONS.join(', ')}, received "${given}"`,
    );
  });
  return SECTIONS.filter((name) => chosen.includes(name));
}

function readCount(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (/^[1-9]\d?$/.test(text)) return Number(text);
  throw new UsageError(`--processes: expected a number from 1 to 99, received "${text}"`);
}

function readFile(name: string, given: string | undefined): string | null {
  if (given === '')
    throw new UsageError(`--${name}: expected the name of a file, received nothing`);
  return given ?? null;
}

/**
 * Read the command line.
 *
 * @throws UsageError for what it does not know
 */
export function readArguments(args: readonly string[]): Arguments {
  let values: Record<string, string | boolean | undefined>;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        ...{ help: { type: 'boolean' }, quick: { type: 'boolean' }, browser: { type: 'boolean' } },
        ...{ only: { type: 'string' }, processes: { type: 'string' } },
        ...{ json: { type: 'string' }, svg: { type: 'string' } },
      },
    }));
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const text = (name: string) => values[name] as string | undefined;
  return {
    help: values['help'] === true,
    quick: values['quick'] === true,
    browser: values['browser'] === true,
    sections: chooseSections(text('only')),
    processes: readCount(text('processes'), values['quick'] === true ? 1 : 3),
    json: readFile('json', text('json')),
    svg: readFile('svg', text('svg')),
  };
}
