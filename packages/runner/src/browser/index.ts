import { RunnerError } from '../errors.js';
import type { FromFrame } from '../frame/messages.js';
import type { Call, CallsResult, Compiled, Ending, Runner, RunOptions } from '../protocol.js';
import { makeProgram } from '../run-request.js';
import { Transcript, type Verdict } from '../transcript.js';
import type { Program, Said } from '../worker/messages.js';
import { FrameLink } from './frame-link.js';
import { Libraries, type LibrarySources } from './libraries.js';

export type { LibrarySource, LibrarySources } from './libraries.js';

export interface BrowserRunnerOptions {
  /** Where `runner.html` lies; on the page's own site. */
  frameUrl: string;
  /** The libraries that programs may import, as `buildRunnerAssets` lists them. */
  libraries: LibrarySources;
  /** The page. Default: the global one. */
  document?: Document;
}

/** A frame that does not confirm a stop within this time is thrown away. */
const STOP_PATIENCE = 400;

/**
 * Runs programs in workers inside a sandboxed frame of opaque origin. The frame is made with the
 * first run. Programs may run side by side; each has its own worker.
 *
 * @throws RunnerError when a library does not lie on the page's own site.
 * @example
 * const runner = createBrowserRunner({ frameUrl: '/runner/runner.html', libraries: {} });
 * const ending = await runner.run(compile('1 + 1', { kind: 'block', imports: [] }));
 */
export function createBrowserRunner(options: BrowserRunnerOptions): Runner {
  return new BrowserRunner(options);
}

class BrowserRunner implements Runner {
  readonly #document: Document;
  readonly #libraries: Libraries;
  readonly #runs = new Map<number, BrowserRun>();
  readonly #stopping = new Map<number, ReturnType<typeof setTimeout>>();
  #frame: FrameLink | null = null;
  #nextRun = 1;
  #disposed = false;

  constructor(private readonly options: BrowserRunnerOptions) {
    this.#document = options.document ?? document;
    this.#libraries = new Libraries(options.libraries, this.#document.baseURI);
    this.#document.addEventListener('visibilitychange', this.#visibility);
  }

  async run(compiled: Compiled, options: RunOptions = {}): Promise<Ending> {
    return (await this.#start(compiled, null, options)).ending;
  }

  async call(compiled: Compiled, calls: readonly Call[], options: RunOptions = {}) {
    return this.#start(compiled, calls, options);
  }

  dispose(): void {
    this.#disposed = true;
    this.#document.removeEventListener('visibilitychange', this.#visibility);
    this.#frame?.remove();
    this.#frame = null;
    for (const run of this.#runs.values()) run.end({ how: 'stopped' });
  }

  #visibility = () => this.#frame?.send({ do: 'hidden', hidden: this.#document.hidden });

  async #start(
    compiled: Compiled,
    calls: readonly Call[] | null,
    options: RunOptions,
  ): Promise<CallsResult> {
    if (this.#disposed) {
      throw new RunnerError('run', 'a runner in use', 'one that was disposed of', 'create another');
    }
    const program = makeProgram(compiled, calls, options);
    const load = this.#libraries.order(program.imports);
    const transcript = new Transcript(
      compiled,
      calls?.length ?? 0,
      program.limits,
      options.onOutput ?? (() => {}),
    );
    const id = this.#nextRun++;
    const run = new BrowserRun(transcript, program, load);
    if (options.signal?.aborted) return run.end({ how: 'stopped' });
    this.#runs.set(id, run);
    const stop = () => this.#stop(id);
    options.signal?.addEventListener('abort', stop, { once: true });
    void this.#post(id, run);
    const result = await run.result;
    this.#runs.delete(id);
    options.signal?.removeEventListener('abort', stop);
    return result;
  }

  async #post(id: number, { program, load }: BrowserRun): Promise<void> {
    // The frame gets ready while the libraries are on their way.
    this.#openFrame();
    try {
      const scripts = await this.#libraries.fetch(load);
      if (!this.#runs.has(id)) return;
      const frame = this.#openFrame();
      const missing = scripts.filter((script) => !frame.libraries.has(script.id));
      for (const script of missing) frame.libraries.add(script.id);
      if (missing.length > 0) frame.send({ do: 'libraries', libraries: missing });
      this.#runs.get(id)!.posted = true;
      frame.send({ do: 'run', run: id, program, load });
    } catch (error) {
      this.#runs.get(id)?.end({ how: 'broken', reason: (error as Error).message });
    }
  }

  #stop(id: number): void {
    const run = this.#runs.get(id);
    if (!run) return;
    run.end({ how: 'stopped' });
    const frame = this.#frame;
    if (!run.posted || !frame) return;
    frame.send({ do: 'stop', run: id });
    this.#stopping.set(
      id,
      setTimeout(
        () => this.#drop(frame, 'The frame that runs code had to be replaced', true),
        STOP_PATIENCE,
      ),
    );
  }

  #openFrame(): FrameLink {
    if (this.#frame) return this.#frame;
    const frame: FrameLink = new FrameLink(this.#document, this.options.frameUrl, {
      heard: (message) => this.#heard(frame, message),
      lost: (reason) => this.#drop(frame, reason),
    });
    this.#frame = frame;
    return frame;
  }

  /**
   * The next run makes a new frame.
   *
   * @param again Whether runs that have not begun go to the new frame; they are not to blame.
   */
  #drop(frame: FrameLink, reason: string, again = false): void {
    frame.remove();
    if (this.#frame !== frame) return;
    this.#frame = null;
    for (const timer of this.#stopping.values()) clearTimeout(timer);
    this.#stopping.clear();
    for (const [id, run] of this.#runs) {
      if (again && !run.begun) void this.#post(id, run);
      else run.end({ how: 'broken', reason });
    }
  }

  #heard(frame: FrameLink, message: FromFrame): void {
    if (message.say !== 'said' && message.say !== 'over') return;
    const run = this.#runs.get(message.run);
    if (message.say === 'said') {
      run?.said(message.message);
      if (message.message.say === 'items') frame.send({ do: 'taken', run: message.run });
      return;
    }
    clearTimeout(this.#stopping.get(message.run));
    this.#stopping.delete(message.run);
    run?.end(message.verdict ?? { how: 'broken', reason: 'Its worker ended without a word' });
  }
}

/** One program on its way through the frame. */
class BrowserRun {
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
