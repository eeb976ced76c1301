import type { Exercise } from '../../catalogue/exercise.js';
import { exercises, loadExercise } from '../../catalogue/index.js';
import { anySeed } from '../../grade/cases.js';
import type { Grader } from '../../grade/grader.js';
import type { Verdict } from '../../grade/verdict.js';
import { ALL_DONE, type Context } from '../context.js';
import { revealHint } from '../learner-commands.js';
import { writeReset, writeUndo } from '../reset.js';
import { writeVerdict } from '../write-verdict.js';
import type { Screen } from './screen.js';

export interface SessionOptions {
  seed?: number | undefined;
  deadline?: number | undefined;
}

/** How long, in milliseconds, a first `r` waits for the second. */
const RESET_WINDOW = 5000;

/** What `watch` does, one exercise at a time; files and keys only tell it what happened. */
export class Session {
  /** One seed for the whole session: while a program is mended, its cases stay the same. */
  readonly #seed: number;
  #exercise: Exercise;
  #grading: AbortController | null = null;
  #resetAsked = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly context: Context,
    private readonly grader: Grader,
    private readonly screen: Screen,
    exercise: Exercise,
    private readonly options: SessionOptions,
  ) {
    this.#exercise = exercise;
    this.#seed = options.seed ?? anySeed();
  }

  /** Shows the exercise's task and grades what the learner has so far. */
  async open(exercise: Exercise = this.#exercise): Promise<void> {
    this.#exercise = exercise;
    const file = this.context.workspace.fileOf(exercise);
    // An exercise that came after `init` has no file yet.
    this.context.workspace.place(exercise);
    await this.grader.prepare(exercise, this.#seed);
    this.screen.task(exercise, file);
    await this.grade();
  }

  /** Grades the learner's text; a run that is still going on is for an older text, and ends. */
  async grade(): Promise<void> {
    this.#grading?.abort();
    const grading = new AbortController();
    this.#grading = grading;
    const exercise = this.#exercise;
    const text = this.context.workspace.read(exercise);
    const { deadline } = this.options;
    const verdict = await this.grader.grade(exercise, text, {
      seed: this.#seed,
      signal: grading.signal,
      ...(deadline !== undefined && { deadline }),
    });
    if (grading.signal.aborted) return;
    this.#show(exercise, verdict);
    this.context.record(verdict, text);
  }

  #show(exercise: Exercise, verdict: Verdict): void {
    const text = writeVerdict(exercise, verdict, this.context.colors);
    this.screen.verdict(text, verdict);
  }

  /** A file in the learner's folder was saved. */
  async saved(path: string): Promise<void> {
    const summary = exercises.find((exercise) => this.context.workspace.fileOf(exercise) === path);
    if (!summary) return;
    if (summary.id === this.#exercise.id) await this.grade();
    else await this.open(await loadExercise(summary.id));
  }

  hint(): void {
    const { id, definition } = this.#exercise;
    const { text, notice, shown } = revealHint(this.context, id, definition.hints);
    this.context.warn(notice);
    this.screen.note('hint', text, { id, hint: definition.hints[shown - 1], number: shown });
  }

  /** Opens the next exercise that is not passed. */
  async next(): Promise<void> {
    const summary = this.context.firstOpen(this.#exercise);
    if (summary) await this.open(await loadExercise(summary.id));
    else this.screen.note('all-passed', ALL_DONE, {});
  }

  /**
   * Puts the starter back when asked a second time; the saved file is then graded like any other.
   *
   * @param now Milliseconds of a clock; the second time counts for a few seconds.
   */
  reset(now = performance.now()): void {
    const { id } = this.#exercise;
    if (now - this.#resetAsked > RESET_WINDOW) {
      this.#resetAsked = now;
      this.screen.note('confirm-reset', 'Press r again to put the starter back.', { id });
      return;
    }
    this.#resetAsked = Number.NEGATIVE_INFINITY;
    const { file, backup } = this.context.workspace.reset(this.#exercise);
    this.screen.note('reset', writeReset(file, backup), { id, file, backup });
  }

  /** Takes the last reset back. */
  undo(): void {
    const { file, restored } = this.context.workspace.undoReset(this.#exercise);
    this.screen.note('undo', writeUndo(file, restored), { id: this.#exercise.id, file, restored });
  }

  close(): void {
    this.#grading?.abort();
  }
}
