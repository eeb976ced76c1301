import { existsSync, readdirSync } from 'node:fs';
import { relative } from 'node:path';
import type { Runner } from '@backprop/runner';
import { checkDefinition } from './check-definition.js';
import { checkGrading } from './check-grading.js';
import { checkFiles, checkPrompt } from './check-texts.js';
import { type ExerciseFolder, listFolders, readNumbered } from './folders.js';
import { readExercise } from './read-exercise.js';

/** The rules that every exercise keeps. */
export type Rule =
  | 'numbering'
  | 'files'
  | 'id'
  | 'definition'
  | 'hints'
  | 'lesson'
  | 'prompt'
  | 'starter'
  | 'solution'
  | 'wrong';

/** One thing that an author has to mend. */
export interface Complaint {
  /** The folder or file, from the root. */
  path: string;
  rule: Rule;
  message: string;
}

/** Complains about one file of one folder. */
export type Complain = (rule: Rule, message: string, file?: string) => void;

export interface CheckOptions {
  /** The folder that holds topics. */
  root: string;
  /** The folder that holds the lessons, `NN-slug`. */
  lessons: string;
  runner: Runner;
  /** Seeds to prove the programs with; more seeds find rarer accidents. */
  seeds?: readonly number[];
  /** Called before each folder. */
  onFolder?: (folder: ExerciseFolder) => void;
}

/**
 * Proves for each exercise: its starter compiles and fails, its solution passes, every file in
 * wrong/ fails with its own message, it has hints, a task and a lesson, and nothing lies astray.
 *
 * @returns How many folders were seen, and the complaints in the order of the folders.
 * @example
 * // A topic with a stray file in it.
 * const root = mkdtempSync(join(tmpdir(), 'exercises-'));
 * writeFileSync(join(root, 'notes.txt'), '');
 * const runner = createExerciseRunner();
 * const { folders, complaints } = await checkExercises({ root, lessons: root, runner });
 * runner.dispose();
 * folders //=> 0
 * complaints[0].path //=> 'notes.txt'
 */
export async function checkExercises(
  options: CheckOptions,
): Promise<{ folders: number; complaints: Complaint[] }> {
  const { root, lessons, runner, seeds = [1, 2, 3], onFolder } = options;
  const complaints: Complaint[] = [];
  const { folders, strays } = listFolders(root);
  for (const stray of strays) {
    const message = 'is neither a topic nor an exercise; both are folders named NN-slug';
    complaints.push({ path: relative(root, stray), rule: 'files', message });
  }
  complaints.push(...checkNumbering(folders), ...checkIds(root, folders));

  const known = knownLessons(lessons);
  for (const folder of folders) {
    onFolder?.(folder);
    const path = relative(root, folder.path);
    const complain: Complain = (rule, message, file) =>
      complaints.push({ path: file ? `${path}/${file}` : path, rule, message });
    if (!checkFiles(folder, complain)) continue;
    try {
      const exercise = await readExercise(folder);
      checkPrompt(exercise, complain);
      if (!checkDefinition(exercise, known, complain)) continue;
      await checkGrading(exercise, runner, seeds, complain);
    } catch (error) {
      complain('definition', (error as Error).message, 'exercise.ts');
    }
  }
  return { folders: folders.length, complaints };
}

/** Slugs of the lessons there are. */
function knownLessons(lessons: string): string[] {
  if (!existsSync(lessons)) return [];
  return readdirSync(lessons).flatMap((name) => readNumbered(name)?.slug ?? []);
}

/** Exercises of a topic count from 1 without a gap; a topic's number is its own. */
function checkNumbering(folders: readonly ExerciseFolder[]): Complaint[] {
  const complaints: Complaint[] = [];
  const nameOf = ({ number, slug }: ExerciseFolder['own']) =>
    `${String(number).padStart(2, '0')}-${slug}`;
  for (const number of new Set(folders.map(({ topic }) => topic.number))) {
    const own = folders.filter(({ topic }) => topic.number === number);
    const names = [...new Set(own.map(({ topic }) => nameOf(topic)))];
    if (names.length > 1) {
      const message = `has the same number as ${names[0]}`;
      complaints.push({ path: names[1]!, rule: 'numbering', message });
      continue;
    }
    const wrong = own.find((folder, index) => folder.own.number !== index + 1);
    if (!wrong) continue;
    const expected = own.indexOf(wrong) + 1;
    const message = `should have the number ${expected}: exercises of a topic count from 1`;
    complaints.push({ path: `${names[0]}/${nameOf(wrong.own)}`, rule: 'numbering', message });
  }
  return complaints;
}

function checkIds(root: string, folders: readonly ExerciseFolder[]): Complaint[] {
  const first = new Map<string, ExerciseFolder>();
  return folders.flatMap((folder): Complaint[] => {
    const other = first.get(folder.own.slug);
    if (!other) first.set(folder.own.slug, folder);
    const message = other && `has the same id as ${relative(root, other.path)}`;
    return message ? [{ path: relative(root, folder.path), rule: 'id', message }] : [];
  });
}
