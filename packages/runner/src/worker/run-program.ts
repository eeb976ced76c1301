import { claimFits, throwFits } from '../claims/claim-fits.js';
import { describeError } from '../display/describe-error.js';
import { cutText } from '../display/read-safely.js';
import { SHOW_LIMITS, show } from '../display/show.js';
import { apply, defineProperty, ownKeys, PromiseType, toText } from '../intrinsics.js';
import { toPlain } from '../plain-data.js';
import type { Call, Shown } from '../protocol.js';
import { COMPONENT_GLOBAL } from './component-global.js';
import { makeConsole } from './console.js';
import { makeInput } from './controls.js';
import { makeDisplay } from './display.js';
import { LoopGuard } from './loop-guard.js';
import { PROGRAM_URL, type Program, type RawEnding, type RawOutcome } from './messages.js';
import { getModule, loadModule, type Modules } from './modules.js';
import { type Host, Speaker } from './speaker.js';
import type { TimerWatch } from './timers.js';

const RECEIVED = { ...SHOW_LIMITS, items: 50, numbers: 200, text: 500, nodes: 200 };
const BEAT = 100;

/** Indirect, so that the program sees the globals and nothing of this file. */
// biome-ignore lint/security/noGlobalEval: running the reader's program is what this file is for
const evaluateHere = eval;

type Body = (runtime: object) => Promise<void>;

/**
 * Runs one program, and says what it does. The globals of the realm become those of the program,
 * so a realm runs one program only.
 */
export class ProgramRun {
  readonly #speaker: Speaker;
  readonly #exports: Record<string, unknown> = { __proto__: null } as never;
  readonly #failed: boolean[] = [];
  #result: { quiet: boolean; value: unknown } | null = null;
  #ended = false;
  #startedAt = 0;

  constructor(
    private readonly program: Program,
    private readonly modules: Modules,
    private readonly host: Host,
    private readonly timers: TimerWatch,
    private readonly globals: Record<string, unknown>,
  ) {
    this.#speaker = new Speaker(host, program.limits);
  }

  /** A batch of what was said has been taken. */
  taken(): void {
    this.#speaker.taken();
  }

  async start(): Promise<void> {
    this.#giveGlobals();
    this.timers.forget();
    this.#beatAgain();
    this.host.post({ say: 'started' });
    this.#startedAt = this.host.now();
    let value: Shown | null;
    try {
      // The name comes first in stacks, where places in the program are found by it.
      const code = `${this.program.code}\n//# sourceURL=${PROGRAM_URL}`;
      const { evaluate } = this.host;
      const body = (evaluate ? await evaluate(code) : evaluateHere(code)) as Body;
      Reflect.deleteProperty(this.globals, COMPONENT_GLOBAL);
      await body(this.#runtime());
      value = await this.#shownResult();
      if (this.program.component && (await this.#isPresented())) return;
    } catch (thrown) {
      return this.fail(thrown);
    }
    if (this.program.calls) await this.#answerCalls(this.program.calls);
    else if (!this.program.component) await this.#outliveTimers();
    this.#end({ how: 'done', value, milliseconds: this.#elapsed() });
  }

  /** Whether a component was shown and goes on. */
  async #isPresented(): Promise<boolean> {
    const lasts = await this.host.present?.(this.#exports.default);
    if (!lasts) return false;
    if (!this.#ended) this.host.post({ say: 'shown', milliseconds: this.#elapsed() });
    return true;
  }

  /** Ends a block that failed; calls are answered whatever fails beside them. */
  fail(thrown: unknown): void {
    const error = describeError(thrown);
    this.#end({ how: 'failed', error, milliseconds: this.#elapsed() });
  }

  /** Whether nothing more will be said. */
  get ended(): boolean {
    return this.#ended;
  }

  /** An error that nobody caught, outside of the program's own thread of action. */
  stray(thrown: unknown): void {
    if (this.#ended) return;
    if (!this.program.calls && !this.program.component) return this.fail(thrown);
    this.#speaker.output({ kind: 'console', level: 'error', values: [show(thrown)] });
  }

  #elapsed(): number {
    return this.host.now() - this.#startedAt;
  }

  #end(ending: RawEnding): void {
    if (this.#ended) return;
    this.#speaker.flush();
    this.host.post({ say: 'ended', ending });
    // Only now: with a full stack, what is above may fail, and is done again later.
    this.#ended = true;
  }

  #beatAgain(): void {
    this.host.later(() => {
      if (this.#ended) return;
      if (this.timers.signOfLife()) this.#speaker.beat();
      this.#beatAgain();
    }, BEAT);
  }

  /**
   * Also two turns of the event loop: a rejection that nobody caught is reported after this one,
   * and browsers may let a timer go first.
   */
  #outliveTimers(): Promise<void> {
    const { later } = this.host;
    return new PromiseType((resolve) =>
      this.timers.whenIdle(() => later(() => later(resolve, 0), 0)),
    );
  }

  #giveGlobals(): void {
    const say = (output: Parameters<Speaker['output']>[0]) => this.#speaker.output(output);
    const give = (name: string, value: unknown) =>
      defineProperty(this.globals, name, { value, writable: true, configurable: true });
    give('console', makeConsole(say, this.host.now));
    give('display', makeDisplay(say));
    give('progress', (done: unknown, total?: unknown, label?: unknown) =>
      this.#progress(done, total, label),
    );
    give(
      'input',
      makeInput(this.program.controls, (control) =>
        this.#speaker.item({ kind: 'control', control }, `control ${control.name}`),
      ),
    );
  }

  #progress(done: unknown, total: unknown, label: unknown): void {
    const text = label === undefined ? '' : cutText(toText(label), 200);
    this.#speaker.item(
      {
        kind: 'progress',
        done: +(done as number),
        total: total == null ? null : +(total as number),
        label: text,
      },
      `progress ${text}`,
    );
    this.#speaker.beat();
  }

  /** What compiled code calls; its names are those that `compile` writes. */
  #runtime(): object {
    const { modules, program, host } = this;
    const guard = new LoopGuard(program.limits.unbroken, host, (error) => this.fail(error));
    return {
      tick: guard.tick,
      get: (specifier: string, names: string[]) => getModule(modules, specifier, names),
      // Async, so that what is refused is a rejection as with the real `import()`.
      load: async (specifier: unknown) => loadModule(modules, specifier),
      exports: (getters: object) => this.#export(getters),
      exportAll: (module: object) => this.#export(module),
      result: (quiet: boolean, value: unknown) => {
        this.#result = { quiet, value };
        return value;
      },
      claim: (index: number, value: unknown) => {
        this.#claim(index, claimFits(program.checks[index]!, value), value);
        return value;
      },
      returned: (index: number) => this.#claim(index, false, undefined),
      threw: (index: number, thrown: unknown) =>
        this.#claim(index, throwFits(program.checks[index]!, thrown), thrown),
    };
  }

  #export(getters: object): void {
    const names = ownKeys(getters);
    for (let at = 0; at < names.length; at++) {
      const name = names[at]!;
      const get = () => (getters as Record<PropertyKey, unknown>)[name];
      defineProperty(this.#exports, name, { get, enumerable: true, configurable: true });
    }
  }

  /** A claim that failed once has failed, however often it held. */
  #claim(index: number, fits: boolean, value: unknown): void {
    if (this.#failed[index] === true) return;
    if (!fits) this.#failed[index] = true;
    const item = { kind: 'claim', index, holds: fits, received: show(value, RECEIVED) } as const;
    this.#speaker.item(item, `claim ${index}`);
  }

  async #shownResult(): Promise<Shown | null> {
    if (this.#result === null) return null;
    const { quiet } = this.#result;
    const value = await this.#result.value;
    return quiet && value === undefined ? null : show(value);
  }

  async #answerCalls(calls: Call[]): Promise<void> {
    for (let index = 0; index < calls.length; index++) {
      const outcome = await this.#answer(calls[index]!);
      this.#speaker.item({ kind: 'outcome', index, outcome }, '');
      this.#speaker.flush();
    }
  }

  async #answer(call: Call): Promise<RawOutcome> {
    try {
      const called = this.#exports[call.export];
      if (typeof called !== 'function') return { how: 'missing' };
      const plain = toPlain(await apply(called, undefined, call.args));
      if ('reason' in plain) return { how: 'not-data', reason: plain.reason };
      const outcome: RawOutcome = { how: 'returned', value: plain.value };
      if (plain.tensors.length > 0) outcome.tensors = plain.tensors;
      return outcome;
    } catch (thrown) {
      return { how: 'threw', error: describeError(thrown) };
    }
  }
}
