import type { CallsResult, Ending } from '../protocol.js';
import type { Transcript, Verdict } from '../transcript.js';
import type { Program, Said } from '../worker/messages.js';

/** One program on its way through the frame. */
export class BrowserRun {
  readonly result: Promise<CallsResult>;
  /** Whether the frame knows of it. */
  posted = false;
  /** Whether it said anything. */
  begun = false;
  #settle!: (result: CallsResult) => void;
  #ended: CallsResult | null = null;

  constructor(
    private readonly transcript: Transcript,
    readonly program: Program,
    readonly load: string[],
  ) {
    this.result = new Promise((settle) => {
      this.#settle = settle;
    });
  }

  said(message: Said): void {
    if (this.#ended) return;
    this.begun = true;
    if (message.say === 'items') this.transcript.take(message.items);
    if (message.say === 'ended') this.#finish(this.transcript.ending(message.ending));
  }

  end(verdict: Verdict): CallsResult {
    return this.#finish(this.transcript.end(verdict));
  }

  #finish(ending: Ending): CallsResult {
    const { outcomes, output } = this.transcript;
    if (this.#ended === null) {
      this.#ended = { outcomes, ending, output };
      this.#settle(this.#ended);
    }
    return this.#ended;
  }
}
