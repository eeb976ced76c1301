import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkExercises } from '../author/check.js';
import { scaffold } from '../author/scaffold.js';
import { UsageError } from '../errors.js';
import { createExerciseRunner } from '../node/runner.js';
import type { Context } from './context.js';
import { EXIT } from './exit-code.js';

/** Where exercises and lessons lie in a clone of the repository. */
export const CLONE = {
  root: fileURLToPath(new URL('../../exercises', import.meta.url)),
  lessons: fileURLToPath(new URL('../../../../apps/site/lessons', import.meta.url)),
};

export interface AuthorOptions {
  root?: string;
  lessons?: string;
}

/** `check`: proves every exercise. */
export async function check(context: Context, options: AuthorOptions): Promise<number> {
  const { root, lessons } = locate(context, options);
  const { colors, json, terminal } = context;
  const runner = createExerciseRunner();
  try {
    const { folders, complaints } = await checkExercises({ root, lessons, runner });
    const lines = complaints.map(
      ({ path, rule, message }) => `${colors.red('✗')} ${path}: ${message} [${rule}]`,
    );
    if (folders === 0) {
      const where = relative(terminal.cwd, root) || root;
      throw new UsageError('check', 'exercises to check', `none in ${where}`, 'see --root');
    }
    lines.push(`${count(folders, 'exercise')} checked, ${count(complaints.length, 'complaint')}.`);
    context.print(lines.join('\n'), { folders, complaints });
    if (complaints.length > 0 && !json) context.warn('The rules are explained in the README.');
    return complaints.length === 0 ? EXIT.done : EXIT.notPassed;
  } finally {
    runner.dispose();
  }
}

/** `new`: a small, whole exercise for an author to change. */
export function create(
  context: Context,
  name: string,
  options: AuthorOptions & { lesson?: string },
): number {
  const { root, lessons } = locate(context, options);
  const made = scaffold({ root, lessons, name, lesson: options.lesson });
  const { path, files, id, lesson } = made;
  const short = (place: string) => relative(context.terminal.cwd, place) || '.';
  const text = [
    `Made ${short(path)}:`,
    ...files.map((file) => `  ${file}`),
    'It passes `npm run exercises -- check` as it is; now make it yours.',
    `One thing is left: ${short(join(lesson, 'index.mdx'))} has to show it, with the line`,
    `  <Exercise id="${id}" />`,
    "Without it the course's own check (`test:content` of apps/site) fails.",
  ];
  context.print(text.join('\n'), { path, files, lesson, id });
  return EXIT.done;
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;

function locate({ terminal }: Context, options: AuthorOptions) {
  const root = options.root ? resolve(terminal.cwd, options.root) : CLONE.root;
  const lessons = options.lessons ? resolve(terminal.cwd, options.lessons) : CLONE.lessons;
  if (!existsSync(root)) {
    throw new UsageError(
      'exercises',
      'a folder of exercises',
      `${root}, which is not there`,
      'authors work in a clone of the repository',
    );
  }
  return { root, lessons };
}
