import type { Values } from '../tensor/dtype.js';
import { sameShape } from '../tensor/shape.js';
import type { Step, Trace, TracedView } from './trace.js';

/**
 * Compares two runs of a function. Only if both did the same, on the same numbers from outside,
 * may a replay stand for the next.
 *
 * @returns null if they are the same, else what differs, in words
 */
export function findDifference(first: Trace, second: Trace): string | null {
  for (const tensor of second.captured) if (first.made.has(tensor)) return CARRIED_OVER;
  if (first.steps.length !== second.steps.length) return OTHER_STEPS;
  if (first.places.join() !== second.places.join()) return OTHER_RESULTS;
  const pairs = new Pairs(first, second);
  const inputs = pairs.compareAll(first.inputs, second.inputs);
  if (inputs !== null) return inputs;
  for (let i = 0; i < first.steps.length; i++) {
    const difference = pairs.compareSteps(first.steps[i]!, second.steps[i]!);
    if (difference !== null) return difference;
  }
  return pairs.compareAll(first.results, second.results) === null ? null : OTHER_RESULTS;
}

const OTHER_STEPS = 'its second run did other operations than its first';
const OTHER_RESULTS = 'its second run returned something else than its first';
const CARRIED_OVER = 'it uses a tensor that its run before computed; keep it in a variable';
const OTHER_NUMBERS = 'a number in it differs from run to run; pass it as an argument';

/** What a step does, by which numbers, and to which memories. */
interface Parts {
  readonly what?: unknown;
  readonly options?: unknown;
  readonly views: readonly TracedView[];
}

function partsOf(step: Step): Parts {
  if (step.kind === 'call') {
    return { what: step.op, options: step.options, views: [...step.inputs, step.output] };
  }
  if (step.kind === 'assign') return { what: step.variable, views: [step.value] };
  if (step.kind === 'fill') return { options: step.parameters, views: [step.output] };
  // An update only sums up the steps after it, which are compared one by one.
  return { views: step.kind === 'check' ? [step.input] : [] };
}

/** Which memory of the second trace stands for which of the first. */
class Pairs {
  readonly #partner = new Map<Values, Values>();
  /** The same pairs, looked up by the second trace's memory: no memory stands for two. */
  readonly #back = new Map<Values, Values>();
  readonly #first: Trace;
  readonly #second: Trace;

  constructor(first: Trace, second: Trace) {
    this.#first = first;
    this.#second = second;
  }

  compareSteps(a: Step, b: Step): string | null {
    const [first, second] = [partsOf(a), partsOf(b)];
    const alike = a.kind === b.kind && first.what === second.what;
    if (!alike || first.views.length !== second.views.length) return OTHER_STEPS;
    if (!sameOption(first.options, second.options)) return OTHER_NUMBERS;
    return this.compareAll(first.views, second.views);
  }

  /** Compares memories one by one, in their order; both lists have the same length. */
  compareAll(first: readonly TracedView[], second: readonly TracedView[]): string | null {
    for (let i = 0; i < first.length; i++) {
      const [a, b] = [first[i]!, second[i]!];
      if (a.dtype !== b.dtype || !sameShape(a.shape, b.shape)) return OTHER_STEPS;
      const difference = this.#compareMemories(a.values, b.values);
      if (difference !== null) return difference;
    }
    return null;
  }

  #compareMemories(a: Values, b: Values): string | null {
    const variable = this.#first.variables.get(a);
    if (variable !== this.#second.variables.get(b)) return OTHER_STEPS;
    if (variable !== undefined) return null;
    const [partner, back] = [this.#partner.get(a), this.#back.get(b)];
    if (partner !== undefined || back !== undefined) {
      return partner === b && back === a ? null : OTHER_STEPS;
    }
    this.#partner.set(a, b);
    this.#back.set(b, a);
    if (this.#first.changes(a) !== this.#second.changes(b)) return OTHER_STEPS;
    if (this.#first.changes(a) || a === b) return null;
    return a.every((x, i) => Object.is(x, b[i])) ? null : OTHER_NUMBERS;
  }
}

/** Whether two options are alike: numbers, words, and lists and objects of them. */
function sameOption(a: unknown, b: unknown): boolean {
  if (!isCollection(a) || !isCollection(b)) return Object.is(a, b);
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) =>
    sameOption((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
  );
}

/** A list or a plain object; of all else the identity counts. */
function isCollection(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}
