/**
 * Measures time without a sign of life, and acts once when there was none for too long.
 *
 * While it is paused (the page is hidden, and browsers slow its timers down) no time passes.
 */
export class Deadline {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #paused = false;
  #over = false;

  constructor(
    readonly milliseconds: number,
    private readonly expire: () => void,
  ) {
    this.alive();
  }

  /** Starts the measure again. */
  alive(): void {
    clearTimeout(this.#timer);
    if (this.#over || this.#paused) return;
    this.#timer = setTimeout(() => {
      this.end();
      this.expire();
    }, this.milliseconds);
  }

  pause(paused: boolean): void {
    this.#paused = paused;
    this.alive();
  }

  /** After this it never acts. */
  end(): void {
    this.#over = true;
    clearTimeout(this.#timer);
  }
}
