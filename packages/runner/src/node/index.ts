import { pathToFileURL } from 'node:url';
import { Deadline } from '../deadline.js';
import { RunnerError } from '../errors.js';
import type { Call, CallsResult, Compiled, Ending, Runner, RunOptions } from '../protocol.js';
import { makeProgram } from '../run-request.js';
import { Transcript, type Verdict } from '../transcript.js';
import type { Said } from '../worker/messages.js';
import { Child } from './child-process.js';

export type { Runner } from '../protocol.js';

export interface NodeRunnerOptions {
  /** The file (path or URL) of a module that programs may import. */
  resolve: (specifier: string) => string;
  /** Megabytes of heap; typed arrays lie outside of it. Default 512. */
  memory?: number;
  /** Keep a process ready for the next program. Default true. */
  spare?: boolean;
}

const DEFAULT_MEMORY = 512;
/** Loading TensorFlow.js on a slow disk takes seconds; the program's own time begins after it. */
const LOAD_DEADLINE = 30_000;

/**
 * Runs programs in child processes of Node, one process for each program.
 *
 * This protects the verdict: edited code cannot reach the process that judges. It does not
 * protect the machine, so it is for one's own code; run the code of strangers in a container.
 *
 * @example
 * const runner = createNodeRunner({ resolve: (name) => `/course/${name}.js` });
 * const { how } = await runner.run(compile('1 + 1', { kind: 'block', imports: [] }));
 * runner.dispose();
 * how //=> 'done'
 */
export function createNodeRunner(options: NodeRunnerOptions): Runner {
  return new NodeRunner(options);
}

class NodeRunner implements Runner {
  readonly #running = new Set<NodeRun>();
  readonly #memory: number;
  #spare: Child | null = null;
  #disposed = false;

  constructor(private readonly options: NodeRunnerOptions) {
    this.#memory = options.memory ?? DEFAULT_MEMORY;
    if (!(this.#memory >= 16)) {
      throw new RunnerError('createNodeRunner', 'memory of at least 16 MB', String(options.memory));
    }
  }

  async run(compiled: Compiled, options: RunOptions = {}): Promise<Ending> {
    return (await this.#start(compiled, null, options)).ending;
  }

  async call(compiled: Compiled, calls: readonly Call[], options: RunOptions = {}) {
    return this.#start(compiled, calls, options);
  }

  dispose(): void {
    this.#disposed = true;
    this.#spare?.kill();
    this.#spare = null;
    for (const run of this.#running) run.end({ how: 'stopped' });
  }

  async #start(
    compiled: Compiled,
    calls: readonly Call[] | null,
    options: RunOptions,
  ): Promise<CallsResult> {
    if (this.#disposed) {
      throw new RunnerError('run', 'a runner in use', 'one that was disposed of', 'create another');
    }
    const program = makeProgram(compiled, calls, options);
    const modules = this.#resolveAll(program.imports);
    const transcript = new Transcript(
      compiled,
      calls?.length ?? 0,
      program.limits,
      options.onOutput ?? (() => {}),
    );
    const run = new NodeRun(transcript, program.limits.deadline, calls !== null);
    if (options.signal?.aborted) return run.end({ how: 'stopped' });
    const stop = () => run.end({ how: 'stopped' });
    options.signal?.addEventListener('abort', stop, { once: true });
    this.#running.add(run);
    const child = this.#takeChild();
    run.follow(child);
    child.run(program, modules, run);
    const result = await run.result;
    this.#running.delete(run);
    options.signal?.removeEventListener('abort', stop);
    child.kill();
    this.#keepSpare(modules);
    return result;
  }

  #takeChild(): Child {
    const spare = this.#spare;
    this.#spare = null;
    return spare?.alive ? spare : new Child(this.#memory);
  }

  /** The next program most likely imports what the last one did. */
  #keepSpare(modules: Record<string, string>): void {
    if (this.options.spare === false || this.#disposed || this.#spare?.alive) return;
    this.#spare = new Child(this.#memory);
    this.#spare.warm(modules);
  }

  #resolveAll(specifiers: string[]): Record<string, string> {
    return Object.fromEntries(
      specifiers.map((specifier) => {
        const found = this.options.resolve(specifier);
        return [specifier, /^[a-z]{2,}:/i.test(found) ? found : pathToFileURL(found).href];
      }),
    );
  }
}

/** One program on its way: its process, its transcript and its deadline. */
class NodeRun {
  readonly result: Promise<CallsResult>;
  #settle!: (result: CallsResult) => void;
  #child: Child | null = null;
  #deadline: Deadline;
  #ended: CallsResult | null = null;

  constructor(
    private readonly transcript: Transcript,
    private readonly milliseconds: number,
    private readonly graded: boolean,
  ) {
    this.result = new Promise((settle) => {
      this.#settle = settle;
    });
    this.#deadline = new Deadline(LOAD_DEADLINE, () =>
      this.end({ how: 'broken', reason: 'its imports took too long to load' }),
    );
  }

  follow(child: Child): void {
    this.#child = child;
  }

  said(message: Said): void {
    if (this.#ended) return;
    switch (message.say) {
      case 'started':
        return this.#startClock();
      case 'alive':
        // Grading has one deadline for everything, or a submission could wait for ever.
        if (!this.graded) this.#deadline.alive();
        return;
      case 'items':
        return this.transcript.take(message.items);
      case 'ended':
        return void this.#finish(this.transcript.ending(message.ending));
      default:
    }
  }

  printed(level: 'log' | 'error', text: string): void {
    const shown = { kind: 'primitive', type: 'string', text: text.replace(/\n$/, '') };
    this.transcript.take([{ kind: 'console', level, values: [shown] }]);
  }

  gone(reason: string): void {
    this.end({ how: 'broken', reason: `The program did not finish: ${reason}` });
  }

  end(verdict: Verdict): CallsResult {
    return this.#finish(this.transcript.end(verdict));
  }

  #startClock(): void {
    this.#deadline.end();
    this.#deadline = new Deadline(this.milliseconds, () =>
      this.end({ how: 'timed-out', deadline: this.milliseconds }),
    );
  }

  #finish(ending: Ending): CallsResult {
    if (this.#ended) return this.#ended;
    this.#deadline.end();
    this.#child?.kill();
    const { outcomes, output } = this.transcript;
    this.#ended = { outcomes, ending, output };
    this.#settle(this.#ended);
    return this.#ended;
  }
}
