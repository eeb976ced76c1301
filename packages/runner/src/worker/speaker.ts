import { weighOutput } from '../display/weigh.js';
import { append } from '../intrinsics.js';
import type { Limits, Output } from '../protocol.js';
import type { Item, Said } from './messages.js';

/** What the runtime takes from where it lives, captured before edited code starts. */
export interface Host {
  post(message: Said): void;
  now(): number;
  /** The engine's own timer. */
  later(action: () => void, milliseconds: number): unknown;
  /** Acts in a later turn of the event loop. */
  afterTask(action: () => void): void;
  /** Evaluates a program's text, where the engine's own `eval` is not to be had. */
  evaluate?(code: string): Promise<unknown>;
  /**
   * Shows a component's default export. Resolves once that is done.
   *
   * @returns Whether the component goes on from here.
   */
  present?(exported: unknown): Promise<boolean>;
  /** How many batches may be on their way without having been taken. */
  credits: number;
}

const BATCH_PAUSE = 16;
/** A program that never yields still speaks, but no more often than this. */
const BUSY_PAUSE = 50;
const BEAT_PAUSE = 100;
/** Slots beyond these wait for a batch from the beginning. */
const MOST_PROMPT_SLOTS = 200;

/**
 * Sends what a program says, within the run's limits. What is new goes out at once, because a
 * program that then loops for ever has no second chance to speak; what takes the place of
 * something earlier waits for a batch.
 */
export class Speaker {
  #waiting: Item[] = [];
  #slots: string[] = [];
  /** What now stands in each slot that was ever used, by weight. */
  readonly #weights: Record<string, number> = { __proto__: null } as never;
  #slotsMet = 0;
  #lines = 0;
  #bytes = 0;
  #truncated = false;
  #scheduled = false;
  #sentAt = 0;
  #beatAt = 0;

  constructor(
    private readonly host: Host,
    private readonly limits: Limits,
  ) {}

  /** Says something that counts against the limits. */
  output(output: Output): void {
    if (this.#truncated) return;
    const slot = output.kind === 'display' && output.key !== undefined ? output.key : '';
    const name = slot === '' ? '' : `display ${slot}`;
    const weight = weighOutput(output);
    const replaced = slot === '' ? undefined : this.#weights[name];
    if (replaced === undefined) this.#lines++;
    this.#bytes += weight - (replaced ?? 0);
    if (this.#lines > this.limits.lines) return this.#truncate('lines', this.limits.lines);
    if (this.#bytes > this.limits.bytes) return this.#truncate('bytes', this.limits.bytes);
    this.item(output, name);
    if (slot !== '') this.#weights[name] = weight;
  }

  /** Says something that takes the place of what still waits in the same slot. */
  item(item: Item, slot: string): void {
    for (let at = 0; slot !== '' && at < this.#slots.length; at++) {
      if (this.#slots[at] !== slot) continue;
      this.#waiting[at] = item;
      return this.#flushSoon();
    }
    append(this.#waiting, item);
    append(this.#slots, slot);
    if (this.#isNew(slot)) this.flush();
    else this.#flushSoon();
  }

  /** A sign of life. */
  beat(): void {
    const now = this.host.now();
    if (now - this.#beatAt < BEAT_PAUSE) return;
    this.#beatAt = now;
    this.host.post({ say: 'alive' });
  }

  /** A batch has been taken. */
  taken(): void {
    this.host.credits++;
    if (this.#waiting.length > 0) this.#flushSoon();
  }

  flush(): void {
    if (this.#waiting.length === 0) return;
    this.host.credits--;
    this.#sentAt = this.host.now();
    this.host.post({ say: 'items', items: this.#waiting });
    this.#waiting = [];
    this.#slots = [];
  }

  /** Lines are bounded by the limits, slots by a number of their own. */
  #isNew(slot: string): boolean {
    if (slot === '') return true;
    if (slot in this.#weights) return false;
    this.#weights[slot] = 0;
    this.#slotsMet++;
    return this.#slotsMet <= MOST_PROMPT_SLOTS;
  }

  #truncate(what: 'lines' | 'bytes', limit: number): void {
    this.#truncated = true;
    this.item({ kind: 'truncated', what, limit }, '');
  }

  #flushSoon(): void {
    if (this.host.credits <= 0) return;
    if (this.host.now() - this.#sentAt > BUSY_PAUSE) return this.flush();
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.host.later(() => {
      this.#scheduled = false;
      if (this.host.credits > 0) this.flush();
    }, BATCH_PAUSE);
  }
}
