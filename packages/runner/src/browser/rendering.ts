import { admitCount } from '../admit-shown.js';
import { RunnerError } from '../errors.js';
import type { LibraryScript } from '../frame/messages.js';
import type { Compiled, Ending, Output, RunOptions } from '../protocol.js';
import type { Colours, FromStage, ToStage } from '../stage/messages.js';
import { Transcript, type Verdict } from '../transcript.js';
import type { Program, Said } from '../worker/messages.js';
import { FrameLink } from './frame-link.js';

/** What a caller may set for a component that is shown. */
export interface RenderOptions extends RunOptions {
  /** What is read out for the frame. Default: 'The component'. */
  title?: string;
  colours?: Colours;
  /** The frame grows with its content up to this height in CSS pixels, and scrolls beyond. */
  tallest?: number;
  /** The content's height in CSS pixels, whenever it changes. */
  onSize?: (height: number) => void;
}

/** A component on its way into its frame, or in it. */
export interface Rendering {
  /** `done` once the component can be seen; else how it came that it cannot. */
  readonly shown: Promise<Ending>;
  /** Resolves when the frame is gone: `stopped`, or `failed`, `timed-out`, `broken` and why. */
  readonly ended: Promise<Ending>;
  /** Passes new colours on, for instance when the page goes dark. */
  setColours(colours: Colours): void;
  /** Takes the component away at once, with all its timers. */
  stop(): void;
}

const TALLEST = 600;
/** From the frame's beginning until the component is seen, libraries included. */
const SHOW_DEADLINE = 20_000;
/** A guarded program answers sooner. */
const PATIENCE = 2500;
const LATE: Verdict = {
  how: 'broken',
  reason: `The component was not seen after ${SHOW_DEADLINE / 1000} s: does it wait for something?`,
};

export class ComponentRendering implements Rendering {
  readonly shown: Promise<Ending>;
  readonly ended: Promise<Ending>;
  /** Ends the preflight. */
  readonly signal: AbortSignal;
  readonly #abort = new AbortController();
  readonly #transcript: Transcript;
  #frame: FrameLink<ToStage, FromStage> | null = null;
  #settleShown!: (ending: Ending) => void;
  #settleEnded!: (ending: Ending) => void;
  #late: ReturnType<typeof setTimeout> | undefined;
  #over = false;

  /** @throws RunnerError when a limit is none. */
  constructor(
    compiled: Compiled,
    private readonly program: Program,
    private readonly container: Element,
    private readonly stageUrl: string,
    private readonly options: RenderOptions,
    /** Called when the frame's thread hangs. */
    private readonly hung: () => void,
  ) {
    checkTallest(options.tallest);
    this.shown = new Promise((settle) => {
      this.#settleShown = settle;
    });
    this.ended = new Promise((settle) => {
      this.#settleEnded = settle;
    });
    this.signal = this.#abort.signal;
    const say = options.onOutput ?? (() => {});
    this.#transcript = new Transcript(compiled, 0, program.limits, say);
    if (options.signal?.aborted) this.stop();
    options.signal?.addEventListener('abort', this.#stop, { once: true });
  }

  get over(): boolean {
    return this.#over;
  }

  setColours(colours: Colours): void {
    this.options.colours = colours;
    this.#frame?.send({ do: 'colours', colours });
  }

  stop(): void {
    this.end({ how: 'stopped' });
  }

  #stop = () => this.stop();

  /** The preflight did not end well: what it said is all that there is. */
  refuse(ending: Ending, output: Output[]): void {
    if (this.#over) return;
    for (const one of output) this.options.onOutput?.(one);
    this.#finish(ending);
  }

  /** Opens the frame; the program runs there from its beginning. */
  show(libraries: LibraryScript[]): void {
    if (this.#over) return;
    const { title = 'The component', colours } = this.options;
    const patience = PATIENCE + this.program.limits.unbroken;
    const frame = new FrameLink<ToStage, FromStage>(
      { url: this.stageUrl, parent: this.container, title, seen: true, patience },
      {
        heard: (message) => this.#heard(message),
        lost: (reason, hangs) => {
          if (hangs) this.hung();
          this.end({ how: 'broken', reason });
        },
      },
    );
    Object.assign(frame.element.style, {
      display: 'block',
      width: '100%',
      border: '0',
      height: '0',
    });
    this.#frame = frame;
    if (colours) frame.send({ do: 'colours', colours });
    frame.send({ do: 'show', program: this.program, libraries });
    this.#late = setTimeout(() => this.end(LATE), SHOW_DEADLINE);
  }

  end(verdict: Verdict): void {
    if (!this.#over) this.#finish(this.#transcript.end(verdict));
  }

  #heard(message: FromStage): void {
    if (this.#over) return;
    if (message.say === 'size') this.#fit(admitCount(message.height));
    if (message.say === 'said') this.#said((message.message ?? {}) as Said);
  }

  #said(message: Said): void {
    switch (message.say) {
      case 'items':
        this.#transcript.take(message.items);
        return this.#frame?.send({ do: 'taken' });
      case 'shown': {
        clearTimeout(this.#late);
        const { milliseconds } = message;
        return this.#settleShown(this.#transcript.ending({ how: 'done', milliseconds }));
      }
      case 'ended':
        return this.#finish(this.#transcript.ending(message.ending));
      default:
    }
  }

  #fit(height: number): void {
    const { tallest = TALLEST, onSize } = this.options;
    if (this.#frame) this.#frame.element.style.height = `${Math.min(height, tallest)}px`;
    onSize?.(height);
  }

  #finish(ending: Ending): void {
    this.#over = true;
    clearTimeout(this.#late);
    this.options.signal?.removeEventListener('abort', this.#stop);
    this.#abort.abort();
    this.#frame?.remove();
    this.#frame = null;
    this.#settleShown(ending);
    this.#settleEnded(ending);
  }
}

function checkTallest(tallest: number = TALLEST): void {
  if (tallest > 0) return;
  throw new RunnerError('render', 'options.tallest above 0', String(tallest));
}
