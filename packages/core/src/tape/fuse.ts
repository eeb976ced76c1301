import { sizeOf } from '../tensor/shape.js';
import { type CallDraft, countUses, type Draft, type Form, type Memory, readsOf } from './draft.js';

/** Ranks of the operations whose instructions take a bias and relu along. */
const PRODUCTS: Record<string, number> = { matMul: 2, conv2d: 4 };

/** Whether WebAssembly calculates this product; JavaScript would not take anything along. */
function isProduct(draft: Draft): draft is CallDraft {
  if (draft.kind !== 'call') return false;
  const { op, inputs, output } = draft.step;
  const known = PRODUCTS[op.name] === output.shape.length;
  return known && inputs.every(({ dtype, shape }) => dtype === 'float32' && sizeOf(shape) > 0);
}

/** A product or convolution, and an addition of one row to all of its rows after it, become one step. */
export function joinBias(drafts: readonly Draft[], memories: readonly Memory[]): Draft[] {
  const uses = countUses(drafts);
  const joined: Draft[] = [];
  for (const draft of drafts) {
    const before = joined.at(-1);
    if (before?.kind === 'call' && draft.kind === 'call') {
      const bias = biasOf(before, draft, uses, memories);
      if (bias !== null) {
        const inputs = [...before.inputs, bias];
        joined[joined.length - 1] = { ...before, inputs, output: draft.output, form: 'bias' };
        continue;
      }
    }
    joined.push(draft);
  }
  return joined;
}

/** The bias that `sum` adds to the product and nothing else uses; null if it does not. */
function biasOf(
  product: CallDraft,
  sum: CallDraft,
  uses: ReadonlyMap<number, number>,
  memories: readonly Memory[],
): number | null {
  const { step, output, form } = product;
  if (!isProduct(product) || sum.step.op.name !== 'add' || form) return null;
  if (sum.inputs[0] !== output || sum.inputs[1] === output) return null;
  if (memories[output]!.fixed || uses.get(output) !== 1) return null;
  const [, row] = sum.step.inputs;
  const columns = step.output.shape.at(-1)!;
  const fits = row!.shape.at(-1) === columns && sizeOf(row!.shape) === columns;
  return fits && row!.dtype === 'float32' ? sum.inputs[1]! : null;
}

/**
 * A gradient times the slope of an activation becomes one step where the slope follows from the
 * activation's result h: 1 - h² of tanh, h·(1 - h) of sigmoid, step(h) of relu.
 */
export function joinSlopes(drafts: readonly Draft[], memories: readonly Memory[]): Draft[] {
  const finder = new SlopeFinder(drafts, memories);
  const joined = drafts.map((draft) => {
    return draft.kind === 'call' && draft.step.op.name === 'mul' ? finder.join(draft) : draft;
  });
  return joined.filter((draft) => !finder.absorbed.has(draft));
}

/**
 * A product and relu of it become one step, if nothing else reads the product. Slopes of relu do,
 * but they find the same in its result: that is greater than 0 where the product is.
 */
export function joinRelu(drafts: readonly Draft[], memories: readonly Memory[]): Draft[] {
  /** By the memory of a product: that of relu of it. */
  const results = new Map<number, number>();
  for (const draft of drafts) {
    if (draft.kind !== 'call' || draft.step.op.name !== 'relu') continue;
    const product = draft.inputs[0]!;
    const others = drafts.filter((other) => other !== draft && readsOf(other).includes(product));
    const { fixed, dtype, length } = memories[product]!;
    if (fixed || dtype !== 'float32' || length === 0) continue;
    if (others.every((other) => isSlopeOf(other, product))) results.set(product, draft.output);
  }
  for (const number of [...results.keys()]) {
    const made = drafts.some((draft) => isProduct(draft) && draft.output === number);
    if (!made) results.delete(number);
  }
  return drafts.flatMap((draft): Draft[] => {
    if (draft.kind !== 'call') return [draft];
    const result = results.get(draft.output);
    if (result !== undefined) return [{ ...draft, output: result, relu: true }];
    const [first, second] = draft.inputs as [number, number?];
    const known = results.get(second ?? first);
    if (known === undefined) return [draft];
    return draft.form === 'reluSlope' ? [{ ...draft, inputs: [first, known] }] : [];
  });
}

function isSlopeOf(draft: Draft, product: number): boolean {
  if (draft.kind !== 'call' || draft.form !== 'reluSlope') return false;
  return draft.inputs[1] === product && draft.inputs[0] !== product;
}

/** A slope as the drafts calculate it, from the memory h. */
interface Slope {
  readonly form: Form;
  readonly h: number;
  readonly parts: readonly CallDraft[];
}

class SlopeFinder {
  /** Drafts that have become part of another. */
  readonly absorbed = new Set<Draft>();
  readonly #memories: readonly Memory[];
  readonly #uses: ReadonlyMap<number, number>;
  readonly #makers = new Map<number, CallDraft>();

  constructor(drafts: readonly Draft[], memories: readonly Memory[]) {
    this.#memories = memories;
    this.#uses = countUses(drafts);
    for (const draft of drafts) if (draft.kind === 'call') this.#makers.set(draft.output, draft);
  }

  join(product: CallDraft): CallDraft {
    const [a, b] = product.inputs as [number, number];
    const { length, dtype } = this.#memories[product.output]!;
    for (const [gradient, factor] of [[a, b] as const, [b, a] as const]) {
      const slope = this.#slope(factor);
      if (slope === null || dtype !== 'float32' || length === 0) continue;
      const { form, h, parts } = slope;
      const whole = [gradient, h].every((each) => this.#memories[each]!.length === length);
      if (!whole || this.#memories[h]!.variable !== null) continue;
      for (const part of parts) this.absorbed.add(part);
      return { ...product, inputs: [gradient, h], form };
    }
    return product;
  }

  #slope(factor: number): Slope | null {
    const maker = this.#maker(factor);
    if (maker === null) return null;
    const [first, second] = maker.inputs as [number, number];
    const { name } = maker.step.op;
    if (name === 'step') return { form: 'reluSlope', h: first, parts: [maker] };
    if (name === 'sub' && this.#isOne(first)) {
      const square = this.#maker(second);
      if (square?.step.op.name !== 'square') return null;
      return { form: 'tanhSlope', h: square.inputs[0]!, parts: [maker, square] };
    }
    if (name !== 'mul') return null;
    const rest = this.#maker(second);
    const isRest = rest?.step.op.name === 'sub' && this.#isOne(rest.inputs[0]!);
    if (!isRest || rest.inputs[1] !== first) return null;
    return { form: 'sigmoidSlope', h: first, parts: [maker, rest] };
  }

  /** The call that makes a memory which only one other step reads. */
  #maker(number: number): CallDraft | null {
    if (this.#memories[number]!.fixed || this.#uses.get(number) !== 1) return null;
    const maker = this.#makers.get(number);
    return maker === undefined || maker.form !== undefined ? null : maker;
  }

  #isOne(number: number): boolean {
    const { constant } = this.#memories[number]!;
    return constant?.length === 1 && constant[0] === 1;
  }
}
