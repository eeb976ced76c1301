import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Exercise, ExerciseSummary } from '../catalogue/exercise.js';
import { UsageError } from '../errors.js';

/** The folder in which a learner works, as `init` makes it. */
export const DEFAULT_FOLDER = 'my-exercises';

/** A learner's folder: one file per exercise, in folders by topic, and the progress file. */
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

  #keep({ topic, id }: ExerciseSummary, text: string): string {
    mkdirSync(join(this.folder, 'backups'), { recursive: true });
    for (let number = 1; ; number++) {
      const backup = join(this.folder, 'backups', `${topic}-${id}-${number}.ts`);
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
