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
  /** How many batches may be on their way without having been taken. */
  credits: number;
}

const BATCH_PAUSE = 16;
/** A program that never yields still speaks, but no more often than this. */
const BUSY_PAUSE = 50;
const BEAT_PAUSE = 100;

/** Sends what a program says in batches, within the run's limits. */
export class Speaker {
  #waiting: Item[] = [];
  #slots: string[] = [];
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
    if (slot === '') this.#lines++;
    this.#bytes += weighOutput(output);
    if (this.#lines > this.limits.lines) return this.#truncate('lines', this.limits.lines);
    if (this.#bytes > this.limits.bytes) return this.#truncate('bytes', this.limits.bytes);
    this.item(output, slot === '' ? '' : `display ${slot}`);
  }

  /** Says something that takes the place of what still waits in the same slot. */
  item(item: Item, slot: string): void {
    for (let at = 0; slot !== '' && at < this.#slots.length; at++) {
      if (this.#slots[at] !== slot) continue;
      this.#release(this.#waiting[at]!);
      this.#waiting[at] = item;
      return this.#flushSoon();
    }
    append(this.#waiting, item);
    append(this.#slots, slot);
    this.#flushSoon();
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

  /** What was replaced before it was sent costs nothing. */
  #release(replaced: Item): void {
    if (replaced.kind === 'display') this.#bytes -= weighOutput(replaced);
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
