import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Exercise, ExerciseSummary } from '../catalogue/exercise.js';
import { UsageError } from '../errors.js';

/**
 * The folder in which a learner works, as `init` makes it.
 *
 * @example
 * new Workspace(DEFAULT_FOLDER).progressFile.endsWith('progress.json') //=> true
 */
export const DEFAULT_FOLDER = 'my-exercises';

/**
 * A learner's folder: one file per exercise, in folders by topic, and the progress file.
 *
 * @example
 * const workspace = new Workspace(mkdtempSync(join(tmpdir(), 'exercises-')));
 * const exercise = await loadExercise('one-update');
 * workspace.place(exercise) //=> true
 * workspace.read(exercise) === exercise.starter //=> true
 * workspace.place(exercise, 'another text') //=> false
 */
export class Workspace {
  constructor(readonly folder: string) {}

  /** Whether `init` has been here. */
  get exists(): boolean {
    return existsSync(this.folder);
  }

  get progressFile(): string {
    return join(this.folder, 'progress.json');
  }

  /** Where the learner's text for an exercise lies; without numbers, which may change. */
  fileOf({ topic, id }: ExerciseSummary): string {
    return join(this.folder, topic, `${id}.ts`);
  }

  /** Where the task lies, beside the learner's text. */
  taskOf({ topic, id }: ExerciseSummary): string {
    return join(this.folder, topic, `${id}.md`);
  }

  /**
   * The learner's text.
   *
   * @throws UsageError when there is no such file, or it cannot be read.
   */
  read(exercise: ExerciseSummary): string {
    const file = this.fileOf(exercise);
    try {
      return readFileSync(file, 'utf8');
    } catch (error) {
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      throw new UsageError(
        'read',
        `your program in ${file}`,
        missing ? 'no such file' : (error as Error).message,
        missing ? '`init` puts the starter there' : 'check that you may read it',
        { cause: error },
      );
    }
  }

  /**
   * Puts a text where the learner has none; an existing file is never overwritten.
   *
   * @returns Whether the file was written.
   */
  place(exercise: Exercise, text = exercise.starter): boolean {
    const file = this.fileOf(exercise);
    mkdirSync(dirname(file), { recursive: true });
    // The task is the course's text, not the learner's: a newer one replaces it.
    writeFileSync(this.taskOf(exercise), `# ${exercise.title}\n\n${exercise.prompt}`);
    return createNew(file, text);
  }

  /**
   * Puts the starter back. The learner's text is kept beside it under another name.
   *
   * @returns The file, and where its former text is; null when there was none.
   */
  reset(exercise: Exercise): { file: string; backup: string | null } {
    const file = this.fileOf(exercise);
    if (this.place(exercise)) return { file, backup: null };
    const text = this.read(exercise);
    if (text === exercise.starter) return { file, backup: null };
    const backup = this.#keep(exercise, text);
    writeFileSync(file, exercise.starter);
    return { file, backup };
  }

  /**
   * Takes a reset back: the text that was kept last is the learner's text again. What stands there
   * now is kept too, so that this can be taken back as well.
   *
   * @returns The file, and the backup that it was made from.
   * @throws UsageError when no text was kept, or the last one is there already.
   */
  undoReset(exercise: Exercise): { file: string; restored: string } {
    const file = this.fileOf(exercise);
    const number = this.#backups(exercise).at(-1);
    if (number === undefined) {
      throw new UsageError(
        'reset --undo',
        `a text of ${exercise.id} that was kept`,
        'none',
        'only `reset` keeps one',
      );
    }
    const restored = this.#backupFile(exercise, number);
    const kept = readFileSync(restored, 'utf8');
    const text = existsSync(file) ? this.read(exercise) : exercise.starter;
    if (text === kept) {
      throw new UsageError(
        'reset --undo',
        'a text other than the last one that was kept',
        'the same',
        `older ones are in ${this.#backupFolder}`,
      );
    }
    if (text !== exercise.starter) this.#keep(exercise, text);
    writeFileSync(file, kept);
    return { file, restored };
  }

  get #backupFolder(): string {
    return join(this.folder, 'backups');
  }

  #backupFile({ topic, id }: ExerciseSummary, number: number): string {
    return join(this.#backupFolder, `${topic}-${id}-${number}.ts`);
  }

  /** The numbers of an exercise's backups, the latest last. */
  #backups({ topic, id }: ExerciseSummary): number[] {
    const names = existsSync(this.#backupFolder) ? readdirSync(this.#backupFolder) : [];
    const start = `${topic}-${id}-`;
    return names
      .filter((name) => name.startsWith(start) && /^\d+\.ts$/.test(name.slice(start.length)))
      .map((name) => Number.parseInt(name.slice(start.length), 10))
      .sort((a, b) => a - b);
  }

  #keep(exercise: ExerciseSummary, text: string): string {
    mkdirSync(this.#backupFolder, { recursive: true });
    for (let number = (this.#backups(exercise).at(-1) ?? 0) + 1; ; number++) {
      const backup = this.#backupFile(exercise, number);
      if (createNew(backup, text)) return backup;
    }
  }
}

function createNew(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
