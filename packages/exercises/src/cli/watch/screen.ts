import type { Exercise } from '../../catalogue/exercise.js';
import type { Verdict } from '../../grade/verdict.js';
import { plainText } from '../../plain-text/plain-text.js';
import type { Context } from '../context.js';

const KEYS = 'h hint   n next   r reset   u undo   Enter run again   q quit';
const CLEAR = '\u001b[2J\u001b[H';

/** What `watch` shows: a cleared screen on a terminal, plain text in a pipe, or lines of JSON. */
export class Screen {
  #task = '';

  constructor(private readonly context: Context) {}

  /** A new exercise is open. */
  task({ id, title, prompt }: Exercise, file: string): void {
    const { colors } = this.context;
    const { text } = plainText(prompt.trim());
    this.#task = `${colors.bold(title)} (${id})\n${colors.dim(file)}\n\n${text}\n`;
    this.#write(this.#isTerminal ? '' : this.#task, { event: 'open', id, title, file, prompt });
  }

  verdict(text: string, verdict: Verdict): void {
    const took = this.context.colors.dim(`${Math.round(verdict.milliseconds)} ms`);
    const page = this.#isTerminal ? `${CLEAR}${this.#task}\n` : '';
    this.#write(`${page}${text}\n${took}\n${this.#keys()}`, { event: 'verdict', verdict });
  }

  /** A hint, or a word about what was done. */
  note(event: string, text: string, data: object): void {
    this.#write(`\n${this.context.colors.cyan(text)}\n`, { event, ...data });
  }

  /** Something went wrong; watching goes on. */
  trouble(text: string, data: object): void {
    if (this.context.json) this.#write('', { event: 'error', ...data });
    else this.context.warn(this.context.colors.red(text));
  }

  #keys(): string {
    return `${this.context.colors.dim(KEYS)}\n`;
  }

  get #isTerminal(): boolean {
    return !this.context.json && this.context.terminal.stdout.isTTY === true;
  }

  #write(text: string, data: object): void {
    if (this.context.json) this.context.print('', data);
    else if (text) this.context.terminal.stdout.write(text);
  }
}
