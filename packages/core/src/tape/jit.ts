import { checkFunction } from '../autodiff/check-function.js';
import { isDifferentiating, isRecording } from '../autodiff/recording.js';
import { ArgumentError, ResourceError } from '../errors/errors.js';
import { areKernelsReplaced } from '../kernels/current.js';
import { type TensorLike, toTensor } from '../tensor/convert.js';
import { sameShape } from '../tensor/shape.js';
import { nextId, Tensor } from '../tensor/tensor.js';
import { getTapeBackend } from './backend.js';
import { withCut } from './cut-graph.js';
import { asReplayed, mapTensors, type Results, type TakeApart, tensorsIn } from './results.js';
import { findDifference } from './same-trace.js';
import { takeApart } from './take-apart.js';
import { Tape } from './tape.js';
import { currentTrace, Trace, withTrace } from './trace.js';
import { bringWindowWords } from './wasm/brought.js';
import { windowWords } from './wasm/lower-windows.js';

/** A function that runs from a tape. */
export interface Jitted<R> {
  (...inputs: TensorLike[]): R;
  /** Why calls with inputs like the last ones run operation by operation; null if they do not. */
  readonly eagerBecause: string | null;
}

/** What is known of one kind of inputs: those of these shapes and types. */
interface Entry {
  readonly kinds: readonly Pick<Tensor, 'shape' | 'dtype'>[];
  /** Whether gradients are recorded; inside `noGrad` a function may do something else. */
  readonly recording: boolean;
  /** The last run that was traced, to be compared with the next. */
  trace: Trace | null;
  replay: ((inputs: readonly Tensor[]) => unknown) | null;
  /** Whether what the replay takes for granted still holds. */
  assumes: () => boolean;
  failures: number;
  reason: string | null;
}

/** Runs that may fail to be traced before a function is left to run eagerly. */
const MOST_FAILURES = 3;

/**
 * Makes a function of tensors fast: records what it does, and from the third call on replays the
 * recording without making tensors.
 *
 * The first two calls run as they would without `jit` and are compared. If they did the same
 * operations, later calls with inputs of the same shapes and types replay them. New shapes are
 * recorded anew, and so are calls inside `noGrad`. A function that cannot be replayed, because it
 * reads numbers (`item()`, `dataSync()`) and may decide by them, or because its two runs differed,
 * keeps running operation by operation, and `eagerBecause` says why.
 *
 * Variables that the function uses may change, inside and outside. Optimizer updates, dropout and
 * random tensors inside work as ever. What else the function does to the world, such as writing to
 * the console or to a list, happens only while it is recorded, as in JAX. What else it takes from
 * around it, such as a number, a list, or which tensor a name stands for, is kept as it was when it
 * was recorded: pass what changes as an argument, or keep it in a variable. A number that differs
 * between the first two calls is noticed. Inside, arguments are tensors of their own, and there is no
 * `this`.
 *
 * Results have no graph: compute gradients inside. Calling `backward` through a result outside is an
 * error. A jitted function that is itself differentiated, by `grad` for example, runs without its
 * tape.
 *
 * @param f takes tensors; returns a tensor, or lists and plain objects of tensors
 * @returns the function, with `eagerBecause`
 * @throws ArgumentError if f is no function, or returns a promise or other objects with tensors
 * @example
 * const double = jit((x) => x.mul(2));
 * double([1, 2]).arraySync() //=> [2, 4]
 * double([3, 4]).arraySync() //=> [6, 8]
 * double([5, 6]).arraySync() //=> [10, 12]
 * double.eagerBecause //=> null
 * @see https://docs.jax.dev/en/latest/jit-compilation.html
 */
export function jit<R>(f: (...inputs: Tensor[]) => R): Jitted<R> {
  checkFunction('jit', f);
  bringWindowWords(windowWords);
  const { call, last } = replayed(f, takeApart);
  return Object.defineProperty(call, 'eagerBecause', {
    get: () => {
      const entry = last();
      if (entry === null) return 'an argument is a variable or part of a graph';
      return entry?.reason ?? (areKernelsReplaced() ? 'setKernels has replaced the kernels' : null);
    },
  }) as unknown as Jitted<R>;
}

/**
 * The same without what only a reader's function needs.
 *
 * @param apart takes apart what it returns
 * @returns the function, and what is known of its last call: null if it was not to be recorded,
 *   undefined before the first
 */
export function replayed<R>(f: (...inputs: Tensor[]) => R, apart: TakeApart = tensorsIn) {
  const entries: Entry[] = [];
  let last: Entry | null | undefined;
  const call = (...given: TensorLike[]): R => {
    const inputs = tensorsOf(given);
    if (currentTrace() !== null || isDifferentiating()) return f(...inputs);
    if (inputs.some(isPartOfGraph)) {
      last = null;
      return f(...inputs);
    }
    if (!last || !isFor(last, inputs)) last = entryFor(entries, inputs);
    const entry = last;
    if (entry.replay !== null) {
      if (entry.assumes()) return entry.replay(inputs) as R;
      // Something was frozen or freed since: what was recorded is not what would be done now.
      entry.replay = null;
    }
    if (entry.reason === null && !areKernelsReplaced()) return record(f, inputs, entry, apart);
    const firstId = nextId();
    return asReplayed(apart(f(...inputs), firstId), firstId);
  };
  return { call, last: () => last };
}

/** The same list if it holds tensors only, as it mostly does. */
function tensorsOf(given: TensorLike[]): readonly Tensor[] {
  for (let i = 0; i < given.length; i++) {
    const x = given[i];
    if (!(x instanceof Tensor)) given[i] = tensorOf(x, `input ${i}`);
  }
  return given as Tensor[];
}

function tensorOf(x: unknown, name: string): Tensor {
  if (typeof x !== 'boolean') return toTensor('jit', name, x);
  // Inside it would be a tensor, and `if (tensor)` is always true.
  throw new ArgumentError({
    operation: 'jit',
    expected: `${name} to be a tensor or numbers`,
    received: `${x}`,
    hint: 'jit one function for each, or pass scalar(…)',
  });
}

const isPartOfGraph = (x: Tensor) => x.isVariable || (x.requiresGrad && isRecording());

function isFor({ kinds, recording }: Entry, inputs: readonly Tensor[]): boolean {
  if (kinds.length !== inputs.length || recording !== isRecording()) return false;
  for (let i = 0; i < kinds.length; i++) {
    const [{ dtype, shape }, input] = [kinds[i]!, inputs[i]!];
    if (dtype !== input.dtype || !sameShape(shape, input.shape)) return false;
  }
  return true;
}

const always = () => true;

function entryFor(entries: Entry[], inputs: readonly Tensor[]): Entry {
  let entry = entries.find((known) => isFor(known, inputs));
  if (entry === undefined) {
    const kinds = inputs.map(({ shape, dtype }) => ({ shape, dtype }));
    entry = {
      kinds,
      recording: isRecording(),
      trace: null,
      replay: null,
      assumes: always,
      failures: 0,
      reason: null,
    };
    entries.push(entry);
  }
  return entry;
}

/** Runs the function once more while a trace listens, and makes the tape if that was enough. */
function record<R>(
  f: (...inputs: Tensor[]) => R,
  inputs: readonly Tensor[],
  entry: Entry,
  apart: TakeApart,
): R {
  // A view of its own for each argument, so that the same tensor twice counts as two inputs.
  const arguments_ = inputs.map((x) => new Tensor(x.values.slice(), x.shape, x.dtype));
  const firstId = nextId();
  const trace = new Trace(arguments_, firstId);
  try {
    const results = apart(
      withTrace(trace, () => f(...arguments_)),
      firstId,
    );
    trace.close(results);
    const given = asReplayed(results, firstId);
    learn(entry, trace, arguments_, results);
    return given;
  } finally {
    for (const x of arguments_) x.dispose();
  }
}

/** Compares a run with the one before; if both did the same, makes the tape. */
function learn(entry: Entry, trace: Trace, inputs: readonly Tensor[], results: Results): void {
  const before = entry.trace;
  const problem = trace.obstacle ?? (before === null ? null : findDifference(before, trace));
  entry.trace = trace.obstacle === null ? trace : null;
  if (problem !== null) {
    entry.failures++;
    if (entry.failures >= MOST_FAILURES) entry.reason = problem;
  } else if (before !== null) {
    const tape = makeTape(trace, inputs, results.tensors);
    if (tape === null) entry.reason = 'there is no memory for its tape';
    else {
      entry.replay = makeReplay(tape, results);
      entry.assumes = assumptionsOf(trace, tape);
      for (const run of [before, trace]) run.disposeMade();
    }
    entry.trace = null;
  }
  if (entry.reason !== null) entry.trace = null;
}

/** What a replay takes for granted: optimizers have the options that they had, and see `prepare`. */
function assumptionsOf(trace: Trace, tape: Tape): () => boolean {
  const options = [...trace.options.values()];
  return () => {
    // A plain loop, as in a replay.
    for (let i = 0; i < options.length; i++) if (!options[i]!()) return false;
    return tape.prepare();
  };
}

/** Where WebAssembly is refused memory JavaScript may still get it; null if nobody does. */
function makeTape(trace: Trace, inputs: readonly Tensor[], results: readonly Tensor[]) {
  for (const backend of [getTapeBackend(), 'javascript'] as const) {
    try {
      return new Tape(trace, inputs, results, backend);
    } catch (error) {
      if (!(error instanceof ResourceError)) throw error;
    }
  }
  return null;
}

function makeReplay(tape: Tape, results: Results) {
  return (given: readonly Tensor[]): unknown => {
    tape.replay(given);
    return results.value === undefined ? undefined : copiesOf(tape, results);
  };
}

/** Apart from the replay, where even the counter would cost memory in each step without results. */
function copiesOf(tape: Tape, { value, cuts }: Results): unknown {
  let next = 0;
  return mapTensors(value, ({ shape, dtype }) => {
    const made = new Tensor(tape.outputs[next]!.slice(), shape, dtype);
    return withCut(made, cuts[next++]!);
  });
}
