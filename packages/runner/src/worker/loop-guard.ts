import { ErrorType } from '../intrinsics.js';

/** Code that went on for too long without a pause. */
export class EndlessError extends ErrorType {
  override readonly name = 'EndlessError';
  readonly operation = 'run';
  readonly expected: string;
  readonly received = 'a loop or a call that went on';
  readonly hint = 'give it an end, or spread its work over timers';

  constructor(unbroken: number) {
    super(
      `run: expected a pause within ${unbroken} ms, received a loop or a call that went on; ` +
        'give it an end, or spread its work over timers',
    );
    this.expected = `a pause within ${unbroken} ms`;
  }
}

/** What the guard needs of the place where it stands. */
export interface GuardHost {
  now(): number;
  /** Acts in a later turn of the event loop. */
  afterTask(action: () => void): void;
}

/** The clock is asked at every so many calls, if the calls come fast. */
const FAST_CALLS = 16;
const FAST = 0.05;

/**
 * Bounds how long code may hold the event loop. Compiled code calls `tick` in every loop and
 * function; once that has gone on for too long within one turn of the event loop, `tick` throws,
 * and throws again at every further call, so that no `catch` can go on.
 *
 * @example
 * let clock = 0;
 * const guard = new LoopGuard(500, { now: () => clock, afterTask: () => {} }, () => {});
 * guard.tick();
 * clock = 501;
 * guard.tick() //=> throws EndlessError: expected a pause within 500 ms
 */
export class LoopGuard {
  #latched: EndlessError | null = null;
  #measuring = false;
  #startedAt = 0;
  #askedAt = 0;
  #skip = 0;

  /**
   * @param unbroken Milliseconds.
   * @param latched Called with what is thrown, at once and again when the turn has ended.
   */
  constructor(
    private readonly unbroken: number,
    private readonly host: GuardHost,
    private readonly latched: (error: EndlessError) => void,
  ) {}

  readonly tick = (): void => {
    if (this.#latched !== null) throw this.#latched;
    if (!this.#measuring) return this.#begin();
    if (this.#skip > 0) {
      this.#skip--;
      return;
    }
    this.#ask();
  };

  /** The turn ends when a task that was put on the event loop now has its own turn. */
  #begin(): void {
    this.host.afterTask(this.#turnEnded);
    this.#startedAt = this.host.now();
    this.#askedAt = this.#startedAt;
    this.#skip = 0;
    // Last, as all before may fail where the stack is full.
    this.#measuring = true;
  }

  readonly #turnEnded = (): void => {
    this.#measuring = false;
    if (this.#latched !== null) this.latched(this.#latched);
  };

  #ask(): void {
    const now = this.host.now();
    if (now - this.#startedAt > this.unbroken) {
      this.#latched = new EndlessError(this.unbroken);
      try {
        this.latched(this.#latched);
      } catch {
        // The stack may be full right here; it is told again when this turn has ended.
      }
      throw this.#latched;
    }
    // Where a single pass takes long, none may go unseen.
    if (now - this.#askedAt < FAST) this.#skip = FAST_CALLS;
    this.#askedAt = now;
  }
}
