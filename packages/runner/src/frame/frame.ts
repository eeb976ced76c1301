/**
 * The script of runner.html. It keeps the workers and their deadlines; edited code never runs
 * here, only in the workers, because nothing but a worker can be killed in every browser.
 */
import { awaitPage } from './handshake.js';
import type { FromFrame, ToFrame } from './messages.js';
import { ProgramWorker } from './program-worker.js';

/** The worker's bundled script, put here by the build. */
declare const WORKER_SOURCE: string;

class Frame {
  readonly #workerUrl = URL.createObjectURL(new Blob([WORKER_SOURCE], { type: 'text/javascript' }));
  readonly #libraries = new Map<string, string>();
  readonly #running = new Map<number, ProgramWorker>();
  #spare: ProgramWorker | null = null;
  #lastLoaded: string[] = [];
  #hidden = false;

  constructor(private readonly port: MessagePort) {
    port.onmessage = (event: MessageEvent<ToFrame>) => this.#told(event.data);
    this.#say({ say: 'connected' });
    this.#keepSpare();
  }

  #say(message: FromFrame): void {
    this.port.postMessage(message);
  }

  #told(message: ToFrame): void {
    switch (message.do) {
      case 'libraries':
        for (const { id, script } of message.libraries) {
          this.#libraries.set(id, URL.createObjectURL(script));
        }
        return;
      case 'run':
        return this.#run(message);
      case 'stop':
        return this.#running.get(message.run)?.stop();
      case 'taken':
        return this.#running.get(message.run)?.taken();
      case 'hidden':
        this.#hidden = message.hidden;
        for (const worker of this.#running.values()) worker.hide(message.hidden);
        return;
      case 'ping':
        return this.#say({ say: 'pong' });
    }
  }

  #run({ run, program, load }: Extract<ToFrame, { do: 'run' }>): void {
    const worker = this.#spare?.usable ? this.#spare : new ProgramWorker(this.#workerUrl);
    this.#spare = null;
    this.#running.set(run, worker);
    this.#lastLoaded = load;
    worker.load(this.#urlsOf(load));
    worker.run(
      program,
      load,
      {
        said: (message) => this.#say({ say: 'said', run, message }),
        over: (verdict) => {
          this.#running.delete(run);
          this.#say({ say: 'over', run, verdict });
          // After the answer is out: a new worker costs the machine some milliseconds.
          setTimeout(() => this.#keepSpare(), 0);
        },
      },
      this.#hidden,
    );
  }

  #urlsOf(ids: string[]): { id: string; url: string }[] {
    return ids.map((id) => ({ id, url: this.#libraries.get(id)! }));
  }

  /** The next program most likely imports what the last one did. */
  #keepSpare(): void {
    if (this.#spare?.usable) return;
    this.#spare = new ProgramWorker(this.#workerUrl);
    this.#spare.load(this.#urlsOf(this.#lastLoaded));
  }
}

awaitPage((port) => new Frame(port));
