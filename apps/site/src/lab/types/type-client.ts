import type { TypeAnswers, TypeQuestion, TypeReply, TypeRequest } from './messages';

/** The part of a worker that is used, so that tests can stand in for one. */
export interface TypeWorker {
  postMessage(request: TypeRequest): void;
  terminate(): void;
  onmessage: ((event: { data: TypeReply }) => void) | null;
  onerror: ((event: never) => void) | null;
}

/** How long an answer may take: the first waits for the compiler to load. */
const LONGEST_WAIT = 30_000;

type Ask = TypeQuestion['ask'];
type Rest<A extends Ask> = Omit<Extract<TypeQuestion, { ask: A }>, 'ask'>;

/**
 * Asks the type service. Types are a help, not a need: whatever goes wrong with the worker, the
 * answer is null, the editor works on without, and no further worker is started.
 */
export class TypeClient {
  #worker: TypeWorker | null = null;
  #waiting = new Map<number, (answer: TypeReply['answer'] | null) => void>();
  #last = 0;
  #given = false;

  constructor(
    private readonly start: () => TypeWorker,
    private readonly longestWait = LONGEST_WAIT,
  ) {}

  /** False once the worker could not be started or has died. */
  get usable(): boolean {
    return !this.#given;
  }

  /** Ask one thing. Never rejects; null means that there is no answer. */
  async ask<A extends Ask>(ask: A, rest: Rest<A>): Promise<TypeAnswers[A] | null> {
    const worker = this.#open();
    if (!worker) return null;
    const id = ++this.#last;
    const answer = await new Promise<TypeReply['answer'] | null>((resolve) => {
      const timer = setTimeout(() => this.#giveUp(), this.longestWait);
      this.#waiting.set(id, (reply) => {
        clearTimeout(timer);
        resolve(reply);
      });
      worker.postMessage({ id, question: { ask, ...rest } as TypeQuestion });
    });
    return (answer ?? null) as TypeAnswers[A] | null;
  }

  #open(): TypeWorker | null {
    if (this.#worker || this.#given) return this.#worker;
    try {
      this.#worker = this.start();
      this.#worker.onerror = () => this.#giveUp();
      this.#worker.onmessage = ({ data }) => {
        this.#waiting.get(data.id)?.(data.answer);
        this.#waiting.delete(data.id);
      };
    } catch {
      this.#giveUp();
    }
    return this.#worker;
  }

  #giveUp() {
    this.#given = true;
    this.#worker?.terminate();
    this.#worker = null;
    for (const settle of this.#waiting.values()) settle(null);
    this.#waiting.clear();
  }
}
