import { isAbsolute, join } from 'node:path';
import pc from 'picocolors';
import type { Exercise, ExerciseSummary } from '../catalogue/exercise.js';
import { exercises, loadExercise, unknownId } from '../catalogue/index.js';
import { UsageError } from '../errors.js';
import type { Verdict } from '../grade/verdict.js';
import { ProgressFile } from '../node/progress-file.js';
import { DEFAULT_FOLDER, Workspace } from '../node/workspace.js';
import type { Progress } from '../progress/format.js';
import { recordVerdict } from '../progress/merge.js';

/** The streams and settings of the process, so that tests can give their own. */
export interface Terminal {
  stdin: NodeJS.ReadStream;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  cwd: string;
  env: Record<string, string | undefined>;
}

export type Colors = ReturnType<typeof pc.createColors>;

/** Options that every command takes. */
export interface CommonOptions {
  folder?: string;
  json?: boolean;
}

/** What a command works with. */
export class Context {
  readonly json: boolean;
  /** Whether the learner named no folder, so that the usual one may be made. */
  readonly isDefaultFolder: boolean;
  readonly colors: Colors;
  readonly workspace: Workspace;
  readonly progressFile: ProgressFile;

  constructor(
    readonly terminal: Terminal,
    options: CommonOptions,
  ) {
    const { cwd, env, stdout } = terminal;
    const folder = options.folder ?? DEFAULT_FOLDER;
    this.isDefaultFolder = folder === DEFAULT_FOLDER;
    this.json = options.json === true;
    const plain = this.json || !stdout.isTTY || env.NO_COLOR || env.TERM === 'dumb';
    this.colors = pc.createColors(!plain);
    this.workspace = new Workspace(isAbsolute(folder) ? folder : join(cwd, folder));
    this.progressFile = new ProgressFile(this.workspace.progressFile);
  }

  /** Prints a result: text for people, or one line of JSON. */
  print(text: string, data: object): void {
    this.terminal.stdout.write(`${this.json ? JSON.stringify(data) : text}\n`);
  }

  /** Tells what went wrong on the side; stdout stays clean for programs. */
  warn(text: string | null): void {
    if (text) this.terminal.stderr.write(`${text}\n`);
  }

  /** The learner's progress, after a word about whatever is wrong with its file. */
  progress(): Progress {
    const { progress, notice } = this.progressFile.load();
    this.warn(notice);
    return progress;
  }

  /** Counts a verdict as an attempt, with the text that was graded. */
  record(verdict: Verdict, text: string): void {
    this.warn(
      this.progressFile.update((progress) => recordVerdict(progress, verdict, text, new Date())),
    );
  }

  /** @throws UsageError when the learner has no folder yet. */
  needFolder(): void {
    if (this.workspace.exists) return;
    throw new UsageError(
      'exercises',
      `a folder ${this.workspace.folder}`,
      'none',
      'type `npm run exercises -- init` first, or name another with --folder',
    );
  }

  /**
   * The exercise of this id or, without one, the first that is not passed yet.
   *
   * @returns Null when no id was given and all are passed.
   * @throws UsageError for an unknown id.
   */
  async find(operation: string, id: string | undefined): Promise<Exercise | null> {
    const chosen = id ?? this.firstOpen()?.id;
    if (chosen === undefined) return null;
    if (!exercises.some((exercise) => exercise.id === chosen)) {
      throw unknownId(operation, chosen, exercises);
    }
    return loadExercise(chosen);
  }

  /** The first exercise, in the order of the course, that is not passed. */
  firstOpen(after?: ExerciseSummary): ExerciseSummary | null {
    const { progress } = this.progressFile.load();
    const start = exercises.findIndex(({ id }) => id === after?.id) + 1;
    const ordered = [...exercises.slice(start), ...exercises.slice(0, start)];
    return ordered.find(({ id }) => !progress.exercises[id]?.passed) ?? null;
  }
}

/** What to say when there is no exercise left. */
export const ALL_DONE = 'All exercises are passed. Well done!';
