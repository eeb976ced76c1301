import type { Control, Ending, Output, RunOptions } from '@backprop/runner';

/** One run of a block as the page shows it. */
export interface BlockRunState {
  phase: 'idle' | 'running' | 'ended';
  /** The text that ran, to tell whether the result is still that of the shown text. */
  text: string;
  /** Console lines, displays and notices in order. */
  lines: Output[];
  controls: Control[];
  /** The latest progress, while there is one. */
  progress: Extract<Output, { kind: 'progress' }> | null;
  ending: Ending | null;
  /** A component can be seen; it stays until it is stopped or fails. */
  shown: boolean;
  /** Counts ended runs, so that equal results are told apart. */
  ended: number;
}

/** Runs a text, or shows its component and says when it can be seen. */
export type Run = (text: string, options: RunOptions & { onShown(): void }) => Promise<Ending>;

/** Results are drawn at most this often while a program runs, in milliseconds. */
const PACE = 40;
/** The frame caps its output; the page does not rely on it. */
const MOST_LINES = 1000;

const IDLE: BlockRunState = {
  phase: 'idle',
  text: '',
  lines: [],
  controls: [],
  progress: null,
  ending: null,
  shown: false,
  ended: 0,
};

/** Put one output where it belongs. */
export function addOutput(state: BlockRunState, output: Output): BlockRunState {
  switch (output.kind) {
    case 'progress':
      return { ...state, progress: output };
    case 'control': {
      const { control } = output;
      const known = state.controls.some(({ name }) => name === control.name);
      const controls = known
        ? state.controls.map((old) => (old.name === control.name ? control : old))
        : [...state.controls, control];
      return { ...state, controls };
    }
    case 'display': {
      const at = output.key === undefined ? -1 : indexOfDisplay(state.lines, output.key);
      if (at >= 0) return { ...state, lines: state.lines.with(at, output) };
      break;
    }
    case 'truncated':
      // It tells why there are no more lines, so it comes after the last of them.
      return { ...state, lines: [...state.lines, output] };
    default:
  }
  return state.lines.length < MOST_LINES ? { ...state, lines: [...state.lines, output] } : state;
}

const indexOfDisplay = (lines: readonly Output[], key: string) =>
  lines.findIndex((line) => line.kind === 'display' && line.key === key);

/**
 * The runs of one block: a new run takes the place of the one before it.
 * Blocks do not stop each other.
 */
export class BlockRun {
  #state = IDLE;
  #listeners = new Set<() => void>();
  #abort: AbortController | undefined;
  #settings: Record<string, number | string | boolean> = {};
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly run: Run) {}

  get state(): BlockRunState {
    return this.#state;
  }

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Run a text from scratch. */
  start(text: string): Promise<void> {
    return this.#begin(text, false);
  }

  /** The reader moved a control: run the same text again with the new setting. */
  setControl(name: string, value: number | string | boolean): Promise<void> {
    this.#settings = { ...this.#settings, [name]: value };
    const controls = this.#state.controls.map((control) =>
      control.name === name ? ({ ...control, value } as Control) : control,
    );
    this.#state = { ...this.#state, controls };
    return this.#begin(this.#state.text, true);
  }

  stop() {
    this.#abort?.abort();
  }

  /** Forget the result and the settings; the block is as if never run. */
  clear() {
    this.stop();
    this.#abort = undefined;
    this.#settings = {};
    this.#publish({ ...IDLE, ended: this.#state.ended });
  }

  async #begin(text: string, again: boolean): Promise<void> {
    this.stop();
    const abort = new AbortController();
    this.#abort = abort;
    // A rerun keeps the old result on the page until the new one begins: nothing flickers,
    // and the control under the reader's finger stays where it is.
    const before = again ? this.#state : { ...IDLE, ended: this.#state.ended };
    let fresh: BlockRunState = { ...IDLE, phase: 'running', text, ended: before.ended };
    if (again) fresh = { ...fresh, controls: before.controls };
    this.#publish({ ...before, text, phase: 'running', progress: null, shown: false });
    const ending = await this.run(text, {
      signal: abort.signal,
      controls: this.#settings,
      onOutput: (output) => {
        if (this.#abort !== abort) return;
        fresh = addOutput(fresh, output);
        this.#publishSoon(() => fresh);
      },
      onShown: () => {
        if (this.#abort !== abort) return;
        fresh = { ...fresh, shown: true };
        this.#publish(fresh);
      },
    });
    if (this.#abort !== abort) return;
    this.#publish({
      ...fresh,
      phase: 'ended',
      ending,
      progress: null,
      shown: false,
      ended: before.ended + 1,
    });
  }

  #publishSoon(state: () => BlockRunState) {
    this.#timer ??= setTimeout(() => this.#publish(state()), PACE);
  }

  #publish(state: BlockRunState) {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
