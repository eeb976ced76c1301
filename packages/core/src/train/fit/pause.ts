/** What every place that runs JavaScript has, though the language itself does not. */
interface Host {
  setTimeout(run: () => void, milliseconds: number): unknown;
  performance: { now(): number };
}

const host = globalThis as unknown as Host;

/** A frame at 60 Hz: within it a page still feels alive. */
const FRAME_MS = 16;

/** Lets the page draw and the user click, at most once per frame. */
export class Pauses {
  #last = host.performance.now();

  /** Whether a frame has passed since the last time. */
  get due(): boolean {
    return host.performance.now() - this.#last >= FRAME_MS;
  }

  /** Waits for a moment. */
  async rest(): Promise<void> {
    await new Promise<void>((resolve) => {
      host.setTimeout(resolve, 0);
    });
    this.#last = host.performance.now();
  }
}
