import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { nearest } from '../catalogue/nearest.js';
import { UsageError } from '../errors.js';
import { isId } from '../progress/format.js';
import { listFolders, type Numbered, readNumbered } from './folders.js';

export interface ScaffoldOptions {
  root: string;
  lessons: string;
  /** `topic/name`, without numbers. */
  name: string;
  /** The lesson's slug; the topic's by default. */
  lesson?: string | undefined;
}

export interface Scaffolded {
  /** The exercise's folder. */
  path: string;
  /** What lies in it. */
  files: string[];
  /** The exercise's id. */
  id: string;
  /** The folder of the lesson that has to show it. */
  lesson: string;
}

/**
 * Makes the folder of a new exercise: a small one that is whole, so that an author changes
 * something that works.
 *
 * @throws UsageError for a name that is none, an id that is taken, or a lesson that is not there.
 */
export function scaffold(options: ScaffoldOptions): Scaffolded {
  const { root, name } = options;
  const [topic, id, ...rest] = name.split('/');
  if (!topic || !id || rest.length > 0 || !isId(topic) || !isId(id)) {
    throw new UsageError(
      'new',
      'a name like chain-rule/multiply-backward',
      JSON.stringify(name),
      'small letters, digits and hyphens; numbers are put before it',
    );
  }
  const { folders } = listFolders(root);
  const taken = folders.find(({ own }) => own.slug === id);
  if (taken) {
    throw new UsageError('new', 'an id of its own', JSON.stringify(id), `${taken.path} has it`);
  }
  const lesson = findLesson(options.lessons, options.lesson ?? topic);
  const siblings = folders.filter((folder) => folder.topic.slug === topic);
  const folder = siblings[0]?.topic ?? {
    number: freeNumber(
      lesson.number,
      folders.map((each) => each.topic.number),
    ),
    slug: topic,
  };
  const own = { number: Math.max(0, ...siblings.map((each) => each.own.number)) + 1, slug: id };
  const path = join(root, nameOf(folder), nameOf(own));
  const files = filesFor(lesson.slug);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), text, { flag: 'wx' });
  }
  return { path, files: Object.keys(files), id, lesson: join(options.lessons, nameOf(lesson)) };
}

const nameOf = ({ number, slug }: Numbered) => `${String(number).padStart(2, '0')}-${slug}`;

/** A topic has its lesson's number where that is free. */
function freeNumber(wanted: number, taken: readonly number[]): number {
  return taken.includes(wanted) ? Math.max(...taken) + 1 : wanted;
}

function findLesson(lessons: string, slug: string): Numbered {
  const known = (existsSync(lessons) ? readdirSync(lessons) : []).flatMap(
    (name) => readNumbered(name) ?? [],
  );
  const found = known.find((lesson) => lesson.slug === slug);
  if (found) return found;
  const guess = nearest(
    slug,
    known.map((lesson) => lesson.slug),
  );
  throw new UsageError(
    'new',
    'the slug of a lesson',
    JSON.stringify(slug),
    guess ? `did you mean --lesson ${guess}?` : `name one of ${lessons} with --lesson`,
  );
}

const filesFor = (lesson: string): Record<string, string> => ({
  'exercise.ts': `import { close, defineExercise } from '@backprop/exercises/define';

export default defineExercise({
  title: 'The derivative of a square',
  lesson: '${lesson}',
  skills: ['derivatives'],
  exports: { derivative: ['x'] },
  hints: ['How does x² change when x grows a little?', 'The derivative of x² is 2x.'],
  groups: [
    { title: 'small whole numbers', call: 'derivative', compare: close(), cases: [[1], [-3]] },
    {
      title: 'random numbers',
      call: 'derivative',
      compare: close(),
      random: { count: 8, draw: (random) => [random.rounded(-10, 10, 2)] },
    },
  ],
});
`,
  'prompt.mdx': `Write \`derivative(x)\`: the derivative of $x^2$ at \`x\`, as a number.
`,
  'starter.ts': `/** The derivative of x² at x. */
export function derivative(x: number): number {
  return 0;
}
`,
  'solution.ts': `/** The derivative of x² at x. */
export function derivative(x: number): number {
  return 2 * x;
}
`,
  'wrong/returns-the-square.ts': `// You return x² itself. Its derivative says how fast it changes when x does.
export function derivative(x: number): number {
  return x ** 2;
}
`,
});
