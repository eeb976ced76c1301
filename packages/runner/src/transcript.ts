import {
  admitCount,
  admitError,
  admitList,
  admitNumber,
  admitShown,
  admitText,
} from './admit-shown.js';
import { showAsWritten } from './display/show-text.js';
import { weighOutput } from './display/weigh.js';
import { toPlain } from './plain-data.js';
import { ProgramPlaces } from './program-places.js';
import type {
  CallOutcome,
  ClaimResult,
  Compiled,
  Control,
  Ending,
  Limits,
  Output,
} from './protocol.js';

const LONGEST_RECEIVED = 2000;
const MOST_CONTROLS = 50;
/** Labels of progress; a program that makes up new ones for ever is heard no more. */
const MOST_LABELS = 50;

/** What is added to an ending when nobody on the far side can speak of it. */
export type Verdict =
  | { how: 'timed-out'; deadline: number }
  | { how: 'stopped' }
  | { how: 'broken'; reason: string };

/**
 * Writes down what a run says, on the near side of the border. Nothing is taken as it comes:
 * every message is copied into the protocol's form, and the limits are enforced once more.
 */
export class Transcript {
  readonly output: Output[] = [];
  readonly outcomes: CallOutcome[];
  readonly #places: ProgramPlaces;
  readonly #claims: ClaimResult[];
  readonly #displays = new Map<string, number>();
  readonly #controls = new Set<string>();
  readonly #labels = new Set<string>();
  readonly #startedAt = performance.now();
  #lines = 0;
  #bytes = 0;
  #truncated = false;

  constructor(
    compiled: Compiled,
    calls: number,
    private readonly limits: Limits,
    private readonly onOutput: (output: Output) => void,
  ) {
    this.#places = new ProgramPlaces(compiled.map);
    this.#claims = compiled.claims.map(({ line, expected }) => ({
      line,
      expected,
      received: '',
      state: 'not-reached',
    }));
    this.outcomes = Array.from({ length: calls }, () => ({ how: 'unanswered' }));
  }

  /** Takes one batch of items. */
  take(items: unknown): void {
    for (const item of admitList(items)) this.#takeItem((item ?? {}) as Record<string, unknown>);
  }

  #takeItem(item: Record<string, unknown>): void {
    switch (item.kind) {
      case 'claim':
        return this.#takeClaim(item);
      case 'outcome':
        return this.#takeOutcome(item);
      case 'console':
      case 'display':
        return this.#takeLine(item);
      case 'control':
        return this.#takeControl(item.control as Record<string, unknown> | null);
      case 'progress':
        return this.#takeProgress(item);
      case 'truncated':
        return this.#truncate(item.what === 'bytes' ? 'bytes' : 'lines');
      default:
    }
  }

  #takeClaim(item: Record<string, unknown>): void {
    const claim = this.#claims[admitNumber(item.index)];
    if (!claim || claim.state === 'fails') return;
    claim.state = item.holds === true ? 'holds' : 'fails';
    const received = admitShown(item.received, this.#places);
    claim.received = showAsWritten(received).slice(0, LONGEST_RECEIVED);
  }

  #takeOutcome(item: Record<string, unknown>): void {
    const index = admitNumber(item.index);
    // The first answer counts: a program that speaks again cannot take it back.
    if (this.outcomes[index]?.how !== 'unanswered') return;
    this.outcomes[index] = this.#admitOutcome((item.outcome ?? {}) as Record<string, unknown>);
  }

  #admitOutcome(outcome: Record<string, unknown>): CallOutcome {
    switch (outcome.how) {
      case 'missing':
        return { how: 'missing' };
      case 'threw':
        return { how: 'threw', error: admitError(outcome.error, this.#places) };
      case 'not-data':
        return { how: 'not-data', reason: admitText(outcome.reason) };
      case 'returned': {
        const plain = toPlain(outcome.value);
        if ('reason' in plain) return { how: 'not-data', reason: plain.reason };
        const tensors = admitList(outcome.tensors).map((note) => {
          const { path, dtype, shape } = (note ?? {}) as Record<string, unknown>;
          return {
            path: admitText(path),
            dtype: admitText(dtype),
            shape: admitList(shape).map(admitCount),
          };
        });
        return { how: 'returned', value: plain.value, ...(tensors.length > 0 && { tensors }) };
      }
      default:
        return { how: 'unanswered' };
    }
  }

  #takeLine(item: Record<string, unknown>): void {
    const output: Output =
      item.kind === 'console'
        ? {
            kind: 'console',
            level:
              (['info', 'warn', 'error', 'debug'] as const).find((level) => level === item.level) ??
              'log',
            values: admitList(item.values).map((value) => admitShown(value, this.#places)),
          }
        : {
            kind: 'display',
            value: admitShown(item.value, this.#places),
            ...(typeof item.key === 'string' && { key: item.key.slice(0, 100) }),
          };
    if (this.#truncated) return;
    const key = output.kind === 'display' ? output.key : undefined;
    // What takes another's place takes its weight as well.
    const replaced = key === undefined ? undefined : this.#displays.get(key);
    const weight = weighOutput(output);
    this.#bytes += weight - (replaced ?? 0);
    if (replaced === undefined) this.#lines++;
    if (this.#lines > this.limits.lines) return this.#truncate('lines');
    if (this.#bytes > this.limits.bytes) return this.#truncate('bytes');
    if (key !== undefined) this.#displays.set(key, weight);
    this.#say(output);
  }

  #takeProgress(item: Record<string, unknown>): void {
    const label = admitText(item.label);
    if (!this.#labels.has(label) && this.#labels.size >= MOST_LABELS) return;
    this.#labels.add(label);
    const total = item.total === null ? null : admitNumber(item.total);
    this.#say({ kind: 'progress', done: admitNumber(item.done), total, label });
  }

  #takeControl(control: Record<string, unknown> | null): void {
    const admitted = admitControl(control ?? {});
    if (!admitted) return;
    this.#controls.add(admitted.name);
    if (this.#controls.size <= MOST_CONTROLS) this.#say({ kind: 'control', control: admitted });
  }

  #truncate(what: 'lines' | 'bytes'): void {
    if (this.#truncated) return;
    this.#truncated = true;
    this.#say({ kind: 'truncated', what, limit: this.limits[what] });
  }

  #say(output: Output): void {
    // A keyed display and progress speak again and again; the record keeps what stands at last.
    const at = this.output.findIndex((earlier) => replaces(output, earlier));
    if (at === -1) this.output.push(output);
    else this.output[at] = output;
    this.onOutput(output);
  }

  /** The ending that the program's side reported. */
  ending(value: unknown): Ending {
    const { how, error, milliseconds, value: result } = (value ?? {}) as Record<string, unknown>;
    const common = {
      claims: this.#claims,
      milliseconds: Math.max(0, admitNumber(milliseconds) || 0),
    };
    if (how === 'failed') return { how, error: admitError(error, this.#places), ...common };
    const shown = result == null ? null : admitShown(result, this.#places);
    return { how: 'done', value: shown, ...common };
  }

  /** The ending that this side decided. */
  end(verdict: Verdict): Ending {
    const milliseconds = performance.now() - this.#startedAt;
    return { ...verdict, claims: this.#claims, milliseconds };
  }
}

function replaces(output: Output, earlier: Output): boolean {
  if (output.kind === 'progress')
    return earlier.kind === 'progress' && earlier.label === output.label;
  if (output.kind === 'control') {
    return earlier.kind === 'control' && earlier.control.name === output.control.name;
  }
  if (output.kind !== 'display' || output.key === undefined) return false;
  return earlier.kind === 'display' && earlier.key === output.key;
}

function admitControl(control: Record<string, unknown>): Control | null {
  const name = admitText(control.name);
  const { min, max, step, value } = control;
  switch (control.type) {
    case 'slider':
      if (![min, max, step, value].every(Number.isFinite)) return null;
      return {
        type: 'slider',
        name,
        min: Number(min),
        max: Number(max),
        step: Number(step),
        value: Number(value),
      };
    case 'select':
      return {
        type: 'select',
        name,
        options: admitList(control.options).slice(0, 100).map(admitText),
        value: admitText(value),
      };
    case 'toggle':
      return { type: 'toggle', name, value: value === true };
    default:
      return null;
  }
}
