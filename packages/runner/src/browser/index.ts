import { RunnerError } from '../errors.js';
import type { FromFrame, ToFrame } from '../frame/messages.js';
import type {
  Call,
  CallsResult,
  Compiled,
  Ending,
  Output,
  Runner,
  RunOptions,
} from '../protocol.js';
import { makeProgram } from '../run-request.js';
import { STAGE_LIBRARIES } from '../stage/messages.js';
import { Transcript } from '../transcript.js';
import { PREFLIGHT_LIBRARIES } from '../worker/preflight.js';
import { BrowserRun } from './browser-run.js';
import { FrameLink } from './frame-link.js';
import { Libraries, type LibrarySources } from './libraries.js';
import { ComponentRendering, type Rendering, type RenderOptions } from './rendering.js';

export type { Colours } from '../stage/messages.js';
export type { LibrarySource, LibrarySources } from './libraries.js';
export type { Rendering, RenderOptions } from './rendering.js';

export interface BrowserRunnerOptions {
  /** Where `runner.html` lies; on the page's own site. */
  frameUrl: string;
  /** Where `stage.html` lies, on the page's own site; for `render`. */
  stageUrl?: string;
  /** The libraries that programs may import, as `buildRunnerAssets` lists them. */
  libraries: LibrarySources;
  /** The page. Default: the global one. */
  document?: Document;
}

/** Runs programs in the page, and shows components there. */
export interface BrowserRunner extends Runner {
  /**
   * Shows a component in a frame of its own. First a worker loads its program and renders it
   * once: what does not end there, or fails before there is a component, never reaches the frame.
   *
   * @param compiled Compiled as a `'component'`.
   * @param container The element that the frame is put into; it stays until the rendering ends.
   * @throws RunnerError on misuse. Whatever the program does wrong is in `shown` and `ended`.
   * @example
   * const program = compile(text, { kind: 'component', imports: ['react'] });
   * const rendering = runner.render(program, container, { title: 'A counter' });
   * const first = await rendering.shown;
   */
  render(compiled: Compiled, container: Element, options?: RenderOptions): Rendering;
}

/** The hidden frame only passes on what workers say; one so silent does not live. */
const PATIENCE = 5000;
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
export function createBrowserRunner(options: BrowserRunnerOptions): BrowserRunner {
  return new PageRunner(options);
}

type RunnerFrame = FrameLink<ToFrame, FromFrame>;

class PageRunner implements BrowserRunner {
  readonly #document: Document;
  readonly #libraries: Libraries;
  readonly #runs = new Map<number, BrowserRun>();
  readonly #stopping = new Map<number, ReturnType<typeof setTimeout>>();
  readonly #renderings = new Set<ComponentRendering>();
  #frame: RunnerFrame | null = null;
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
    for (const rendering of this.#renderings) rendering.stop();
  }

  render(compiled: Compiled, container: Element, options: RenderOptions = {}): Rendering {
    this.#requireUse('render');
    const { stageUrl } = this.options;
    if (stageUrl === undefined) {
      throw new RunnerError('render', 'a runner with a stageUrl', 'none', 'the manifest names it');
    }
    if (compiled?.component !== true) {
      const hint = "compile it with { kind: 'component' }";
      throw new RunnerError('render', 'a compiled component', 'another program', hint);
    }
    const program = makeProgram(compiled, null, options);
    const load = this.#libraries.order([...program.imports, ...STAGE_LIBRARIES]);
    const rendering = new ComponentRendering(
      compiled,
      program,
      container,
      stageUrl,
      { ...options },
      () => this.#leaveHungProcess(),
    );
    this.#renderings.add(rendering);
    void rendering.ended.then(() => this.#renderings.delete(rendering));
    void this.#show(rendering, compiled, load, options);
    return rendering;
  }

  async #show(
    rendering: ComponentRendering,
    compiled: Compiled,
    load: string[],
    { limits = {}, controls = {} }: RenderOptions,
  ): Promise<void> {
    if (rendering.over) return;
    const output: Output[] = [];
    const onOutput = (one: Output) => output.push(one);
    const { signal } = rendering;
    try {
      const scripts = this.#libraries.fetch(load);
      // A failure is met below; until then nobody waits for it.
      scripts.catch(() => {});
      const { ending } = await this.#start(compiled, null, { limits, controls, signal, onOutput });
      if (ending.how !== 'done') return rendering.refuse(ending, output);
      rendering.show(await scripts);
    } catch (error) {
      rendering.end({ how: 'broken', reason: (error as Error).message });
    }
  }

  /**
   * Browsers give all sandboxed frames of a site one process, which they end when the last frame
   * of it is gone: so the runner's own frame must go as well.
   */
  #leaveHungProcess(): void {
    if (this.#frame) this.#drop(this.#frame, 'Another frame hung, and this one with it', true);
  }

  #requireUse(operation: string): void {
    if (!this.#disposed) return;
    const hint = 'create another';
    throw new RunnerError(operation, 'a runner in use', 'one that was disposed of', hint);
  }

  #visibility = () => this.#frame?.send({ do: 'hidden', hidden: this.#document.hidden });

  async #start(
    compiled: Compiled,
    calls: readonly Call[] | null,
    options: RunOptions,
  ): Promise<CallsResult> {
    this.#requireUse('run');
    const program = makeProgram(compiled, calls, options);
    const also = program.component ? PREFLIGHT_LIBRARIES : [];
    const load = this.#libraries.order([...program.imports, ...also]);
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

  #openFrame(): RunnerFrame {
    if (this.#frame) return this.#frame;
    const frame: RunnerFrame = new FrameLink(
      {
        url: this.options.frameUrl,
        parent: this.#document.body,
        title: 'Runs edited code',
        seen: false,
        patience: PATIENCE,
      },
      {
        heard: (message) => this.#heard(frame, message),
        lost: (reason) => this.#drop(frame, reason),
      },
    );
    this.#frame = frame;
    return frame;
  }

  /**
   * The next run makes a new frame.
   *
   * @param again Whether runs that have not begun go to the new frame; they are not to blame.
   */
  #drop(frame: RunnerFrame, reason: string, again = false): void {
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

  #heard(frame: RunnerFrame, message: FromFrame): void {
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
