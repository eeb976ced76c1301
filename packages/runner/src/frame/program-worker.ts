import { Deadline } from '../deadline.js';
import type { Verdict } from '../transcript.js';
import type { Program, Said } from '../worker/messages.js';
import type { ToWorker } from './messages.js';

/** Loading is not the program's own time. */
const LOAD_DEADLINE = 20_000;

/** How long what was said in time may take to be heard, in milliseconds. */
const LATE = 500;
/** How long to listen at once, in milliseconds. */
const LISTEN = 20;

export interface WorkerListener {
  said(message: Said): void;
  over(verdict: Verdict | null): void;
}

/** One worker for one program; it is made before there is one. */
export class ProgramWorker {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #loaded = new Set<string>();
  #deadline: Deadline | null = null;
  #listener: WorkerListener | null = null;
  #graded = false;
  #hidden = false;
  #started = () => {};
  #renew = () => {};
  #messages = 0;
  #gone = false;

  constructor(scriptUrl: string) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#worker = new Worker(scriptUrl, { name: 'program' });
    this.#worker.postMessage('port', [port2]);
    // Edited code may reach the worker's own channel, so nothing is heard there but its death.
    this.#worker.onerror = (event) => {
      event.preventDefault?.();
      this.#end({
        how: 'broken',
        reason: `Its worker failed: ${event.message || 'no reason given'}`,
      });
    };
    port1.onmessage = (event: MessageEvent<Said>) => this.#heard(event.data);
  }

  /** Whether it can still be given a program: it may have died while it was waiting for one. */
  get usable(): boolean {
    return !this.#gone;
  }

  /** Loads libraries, those that are loaded already not again. */
  load(libraries: { id: string; url: string }[]): void {
    const missing = libraries.filter(({ id }) => !this.#loaded.has(id));
    for (const { id } of missing) this.#loaded.add(id);
    if (missing.length > 0) this.#send({ do: 'load', libraries: missing });
  }

  /** @param load The ids of the libraries that the program needs. */
  run(program: Program, load: string[], listener: WorkerListener, hidden: boolean): void {
    this.#listener = listener;
    this.#graded = program.calls !== null;
    this.#hidden = hidden;
    const { deadline } = program.limits;
    this.#setDeadline(LOAD_DEADLINE, {
      how: 'broken',
      reason: 'Its imports took too long to load',
    });
    this.#started = () => this.#setDeadline(deadline, { how: 'timed-out', deadline });
    this.#send({ do: 'run', program, load });
  }

  hide(hidden: boolean): void {
    this.#hidden = hidden;
    this.#deadline?.pause(hidden);
  }

  taken(): void {
    this.#send({ do: 'taken' });
  }

  stop(): void {
    this.#end({ how: 'stopped' });
  }

  #send(message: ToWorker): void {
    this.#port.postMessage(message);
  }

  #setDeadline(milliseconds: number, verdict: Verdict): void {
    this.#deadline?.end();
    const deadline = new Deadline(milliseconds, () => this.#expire(deadline, verdict));
    this.#deadline = deadline;
    this.#renew = () => this.#setDeadline(milliseconds, verdict);
    if (this.#hidden) deadline.pause(true);
  }

  /**
   * Ends it once nothing more is heard. Where the frame shares its thread with a busy page, as in
   * Firefox, the clock may strike before what was said long ago is heard: output, or a sign of
   * life, which begins a new deadline.
   */
  #expire(deadline: Deadline, verdict: Verdict): void {
    const since = performance.now();
    let quiet = 0;
    const listen = () => {
      const before = this.#messages;
      setTimeout(() => {
        if (this.#deadline !== deadline) return;
        quiet = this.#messages === before ? quiet + 1 : 0;
        if (quiet > 1 || performance.now() - since > LATE) this.#end(verdict);
        else listen();
      }, LISTEN);
    };
    listen();
  }

  #heard(message: Said): void {
    if (!this.#listener) return;
    this.#messages++;
    if (message.say === 'started') this.#started();
    // Grading has one deadline for everything, or a submission could wait for ever.
    if (message.say === 'alive' && !this.#graded) this.#renew();
    if (message.say === 'items' || message.say === 'ended') this.#listener.said(message);
    if (message.say === 'ended') this.#end(null);
  }

  #end(verdict: Verdict | null): void {
    this.#gone = true;
    this.#deadline?.end();
    this.#worker.terminate();
    this.#port.close();
    const listener = this.#listener;
    this.#listener = null;
    listener?.over(verdict);
  }
}
