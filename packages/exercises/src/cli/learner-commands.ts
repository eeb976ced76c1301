import { relative } from 'node:path';
import type { ExerciseSummary } from '../catalogue/exercise.js';
import { exercises, loadExercise } from '../catalogue/index.js';
import { UsageError } from '../errors.js';
import { plainText } from '../plain-text/plain-text.js';
import type { Progress } from '../progress/format.js';
import { recordHint } from '../progress/merge.js';
import { confirm } from './confirm.js';
import { ALL_DONE, type Context } from './context.js';
import { EXIT } from './exit-code.js';

/** `init`: puts a starter for each exercise where the learner has none. */
export async function init(context: Context): Promise<number> {
  const { workspace, terminal } = context;
  const { written, kept } = await placeStarters(context);
  const short = relative(terminal.cwd, workspace.folder) || '.';
  const lines = [`${written.length} exercises put into ${short}.`];
  if (kept.length > 0) lines.push(`${kept.length} were there already and are left as they are.`);
  const option = context.isDefaultFolder ? '' : ` --folder ${JSON.stringify(short)}`;
  lines.push(`Open the files in your editor, and type: npm run exercises -- watch${option}`);
  context.print(lines.join('\n'), { folder: workspace.folder, written, kept });
  return EXIT.done;
}

/** Puts a text where the learner has none; returns the files that were written, and the others. */
export async function placeStarters(context: Context) {
  const { workspace } = context;
  const written: string[] = [];
  const kept: string[] = [];
  const progress = workspace.exists ? context.progress() : null;
  for (const { id } of exercises) {
    const exercise = await loadExercise(id);
    // A progress file that came from the page, or survived the text, still holds the text.
    const text = progress?.exercises[id]?.code ?? exercise.starter;
    const file = workspace.fileOf(exercise);
    (workspace.place(exercise, text) ? written : kept).push(file);
  }
  return { written, kept };
}

/** `list`: how far the learner is, by topic. */
export function list(context: Context): number {
  const progress = context.progress();
  const isPassed = ({ id }: ExerciseSummary) => progress.exercises[id]?.passed === true;
  const topics = [...new Set(exercises.map(({ topic }) => topic))];
  const lines = topics.flatMap((topic) => {
    const own = exercises.filter((exercise) => exercise.topic === topic);
    const head = `${context.colors.bold(topic)}  ${bar(own.filter(isPassed).length, own.length)}`;
    return [head, ...own.map((exercise) => writeEntry(context, exercise, progress)), ''];
  });
  const passed = exercises.filter(isPassed).length;
  lines.push(`${passed} of ${exercises.length} passed.`);
  context.print(lines.join('\n'), {
    passed,
    total: exercises.length,
    exercises: exercises.map((exercise) => asData(context, exercise, progress)),
  });
  return EXIT.done;
}

function bar(done: number, total: number): string {
  const width = 20;
  const filled = Math.round((done / total) * width);
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done}/${total}`;
}

function writeEntry({ colors }: Context, { id, title }: ExerciseSummary, progress: Progress) {
  const entry = progress.exercises[id];
  if (entry?.passed) return `  ${colors.green('✓')} ${id}  ${colors.dim(title)}`;
  const best = entry?.best ? `  best ${entry.best.passed}/${entry.best.total}` : '';
  return `  · ${id}  ${colors.dim(title)}${best}`;
}

function asData({ workspace }: Context, exercise: ExerciseSummary, progress: Progress) {
  const entry = progress.exercises[exercise.id];
  const { passed = false, attempts = 0, best = null, hints = 0 } = entry ?? {};
  return { ...exercise, file: workspace.fileOf(exercise), passed, attempts, best, hints };
}

/** `next`: the first exercise that is not passed, and its task. */
export async function next(context: Context): Promise<number> {
  context.needFolder();
  context.progress();
  const exercise = await context.find('next', undefined);
  if (!exercise) {
    context.print(ALL_DONE, { next: null });
    return EXIT.done;
  }
  const { id, title, prompt } = exercise;
  const file = context.workspace.fileOf(exercise);
  const text = `${context.colors.bold(title)} (${id})\nYour file: ${file}\n\n${plainText(prompt).text}`;
  context.print(text, { next: { id, title, file, prompt } });
  return EXIT.done;
}

/** `hint`: one hint more than the learner has seen. */
export async function hint(context: Context, id: string | undefined): Promise<number> {
  const exercise = await context.find('hint', id);
  if (!exercise) {
    context.print(ALL_DONE, { hints: [], of: 0 });
    return EXIT.done;
  }
  const { shown, text, notice } = revealHint(context, exercise.id, exercise.definition.hints);
  context.warn(notice);
  const of = exercise.definition.hints.length;
  context.print(text, { id: exercise.id, hints: exercise.definition.hints.slice(0, shown), of });
  return EXIT.done;
}

/** Counts one more hint as seen, where there is one, and gives its text. */
export function revealHint(context: Context, id: string, hints: readonly string[]) {
  const seen = context.progressFile.load().progress.exercises[id]?.hints ?? 0;
  const shown = Math.min(seen + 1, hints.length);
  const notice = context.workspace.exists
    ? context.progressFile.update((progress) => recordHint(progress, id, shown))
    : null;
  const last = shown === hints.length ? ' (the last one)' : '';
  const { text } = plainText(hints[shown - 1]!);
  return { shown, notice, text: `Hint ${shown} of ${hints.length}${last}: ${text}` };
}

/** `solution`: after a pass, or when the learner says so. */
export async function solution(context: Context, id: string, yes: boolean): Promise<number> {
  const exercise = (await context.find('solution', id))!;
  const passed = context.progress().exercises[exercise.id]?.passed === true;
  if (!passed && !yes) {
    const question = `You have not passed ${exercise.id} yet. Show the solution all the same?`;
    if (!(await confirm(context.terminal, question))) {
      throw new UsageError(
        'solution',
        `a pass of ${exercise.id}, or your word`,
        'neither',
        'solve it first, ask for a `hint`, or give --yes',
      );
    }
  }
  context.print(exercise.solution, { id: exercise.id, solution: exercise.solution });
  return EXIT.done;
}
