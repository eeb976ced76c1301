/** What reading a text may cost for each of its characters; programs as people write them: up to 7. */
const COST_PER_CHARACTER = 9;
/** What it may cost beside that: a small nest is read fast enough however often. */
const COST_BESIDE = 40_000;
/** What it costs to hand a token on, when a look at one character costs 1. */
const SLICE = 4;
/** A text that costs more is given up after so many milliseconds. */
const PATIENCE = 80;
/** The clock is looked at once per so much cost. */
const GLANCE = 200;

/** A parser went over the same text again and again. */
export class ReadTooOften extends Error {
  override readonly name = 'ReadTooOften';

  constructor(
    /** The offset at which it was stopped. */
    readonly pos: number,
  ) {
    super('The text was read too often');
  }
}

/**
 * A text that stops whoever reads it again and again.
 *
 * The type stripper tries several readings of what may be an arrow function, one after the other,
 * and does so again within each of them; with the fields of a class it does the like. Each level
 * of nesting doubles its time, so thirty levels, in one line of text, would take it hours, and
 * nobody can stop it from outside: it runs on the caller's own thread. But whatever it does, it
 * looks at the text, by `charCodeAt` to read it and by `slice` to hand it on; so the text itself
 * can stop it.
 *
 * A text whose cost is in proportion to its length is never stopped, however slow the machine.
 */
export class MeteredText extends String {
  readonly #text: string;
  readonly #since = performance.now();
  #left: number;

  constructor(text: string) {
    super(text);
    this.#text = text;
    this.#left = COST_BESIDE + COST_PER_CHARACTER * text.length;
  }

  override charCodeAt(index: number): number {
    if (--this.#left < 0) this.#stopIfSlow(index);
    return this.#text.charCodeAt(index);
  }

  override slice(start = 0, end?: number): string {
    this.#left -= SLICE;
    if (this.#left < 0) this.#stopIfSlow(start);
    return this.#text.slice(start, end);
  }

  #stopIfSlow(pos: number): void {
    this.#left = GLANCE;
    if (performance.now() - this.#since > PATIENCE) throw new ReadTooOften(pos);
  }
}
