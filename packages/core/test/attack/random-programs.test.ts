import { afterEach, describe, expect, it } from 'vitest';
import type { Tensor } from '../../src/index.js';
import * as bp from '../../src/index.js';
import { type Numbers, randomProgram } from './random-program.js';

afterEach(() => bp.setTapeBackend('auto'));

/** Shape, type and numbers of a tensor, as they are now. */
const look = (x: Tensor) => ({ dtype: x.dtype, shape: [...x.shape], data: [...x.dataSync()] });

type Looked = ReturnType<typeof look>;

/** Where two tensors differ, in words; null if they do not. */
function difference(one: Looked, other: Looked, tolerance: number): string | null {
  if (one.dtype !== other.dtype || `${one.shape}` !== `${other.shape}`) {
    return `${one.dtype} [${one.shape}] and ${other.dtype} [${other.shape}]`;
  }
  const finite = one.data.filter(Number.isFinite).map(Math.abs);
  const scale = finite.reduce((most, x) => Math.max(most, 0.05 * x), 1);
  const at = one.data.findIndex((x, i) => {
    const y = other.data[i] as number;
    if (Object.is(x, y) || (tolerance > 0 && x === y)) return false;
    return tolerance === 0 || !(Math.abs(x - y) <= tolerance * Math.max(Math.abs(x), scale));
  });
  return at < 0 ? null : `${one.data[at]} and ${other.data[at]} at ${at}`;
}

/** Runs a program with and without a tape, six calls each; tells where they differ. */
function compare(seed: number, tolerance: number, numbers: Numbers = 'small'): string | null {
  const program = randomProgram(seed, numbers);
  const [plainVariables, tapeVariables] = [program.variables(), program.variables()];
  const plain = program.on(plainVariables);
  const jitted = bp.jit(program.on(tapeVariables));
  const earlier: [Tensor, Looked][] = [];
  for (let call = 0; call < 6; call++) {
    const inputs = program.inputs(call);
    // Assigned from outside, between replays.
    if (call === 4) for (const v of [...plainVariables, ...tapeVariables]) v.assign(v.mul(0.5));
    const expected = [...plain(...inputs), ...plainVariables].map(look);
    const results = jitted(...inputs);
    const received = [...results, ...tapeVariables].map(look);
    results.forEach((x, i) => {
      if (!x.isVariable) earlier.push([x, received[i] as Looked]);
    });
    for (const [i, one] of expected.entries()) {
      const found = difference(one, received[i] as Looked, tolerance);
      if (found !== null) return `program ${seed}, call ${call}, result ${i}: ${found}`;
    }
  }
  const changed = earlier.find(([x, before]) => difference(before, look(x), 0) !== null);
  if (changed !== undefined) return `program ${seed}: a result changed later`;
  return jitted.eagerBecause === null ? null : `program ${seed}: ${jitted.eagerBecause}`;
}

const seeds = (first: number, count: number) => Array.from({ length: count }, (_, i) => first + i);

describe('random programs', () => {
  it('give the same bits from a tape in JavaScript', { timeout: 60_000 }, () => {
    bp.setTapeBackend('javascript');
    for (const seed of seeds(1, 80)) expect(compare(seed, 0)).toBeNull();
  });

  it('give the same bits for numbers that are not finite, or tiny', { timeout: 60_000 }, () => {
    bp.setTapeBackend('javascript');
    for (const seed of seeds(1000, 40)) expect(compare(seed, 0, 'odd')).toBeNull();
  });

  it('give the same numbers from a tape in WebAssembly', { timeout: 60_000 }, () => {
    bp.setTapeBackend('simd');
    for (const seed of seeds(2000, 80)) expect(compare(seed, 2e-4)).toBeNull();
  });

  it('find a difference when there is one', () => {
    const one = look(bp.tensor([1, Number.NaN]));
    expect(difference(one, look(bp.tensor([1, Number.NaN])), 0)).toBeNull();
    expect(difference(one, look(bp.tensor([1.001, Number.NaN])), 2e-4)).toBe(
      '1 and 1.0010000467300415 at 0',
    );
    expect(difference(one, look(bp.tensor([1, 0])), 2e-4)).toBe('NaN and 0 at 1');
  });
});

/** What three programs do to the same variables, called in any order; `wrap` may record them. */
function mixed(seed: number, wrap: (f: (x: Tensor) => Tensor[]) => (x: Tensor) => Tensor[]) {
  const random = new bp.Random(seed);
  const numbers = (shape: number[]) => bp.randomNormal(shape, 0, 1, 'float32', random.integer(1e6));
  const a = bp.variable(numbers([3]));
  const b = bp.variable(numbers([2, 2]));
  const optimizer = bp.train.adam(0.05);
  const programs = [
    (x: Tensor) => {
      const before = a.clone();
      const next = a.reverse(0).add(x.sum()).tanh();
      // Reads the old values after the new ones have been computed.
      const between = a.mul(3);
      a.assign(next);
      return [before.mul(a), between, b.matMul(b)];
    },
    (x: Tensor) => {
      b.assign(b.add(b.transpose()).mul(0.4));
      a.assign(
        a
          .add(a.slice([0], [1]))
          .mul(x.slice([0], [1]))
          .tanh(),
      );
      return [a, b.reshape([4])];
    },
    (x: Tensor) => {
      const loss = () =>
        b
          .matMul(x.reshape([2, 1]))
          .square()
          .sum()
          .add(a.square().sum());
      return [optimizer.minimize(loss, true, [a, b]) as Tensor];
    },
  ].map(wrap);
  const seen: Looked[] = [];
  const kept: [Tensor, Looked][] = [];
  for (let call = 0; call < 30; call++) {
    const program = programs[random.integer(4)];
    const x = numbers([2]);
    if (program === undefined) a.assign(numbers([3]));
    const results = program?.(x) ?? [];
    for (const result of results) if (!result.isVariable) kept.push([result, look(result)]);
    seen.push(...[...results, a, b, ...optimizer.slots].map(look));
  }
  for (const [result, before] of kept) expect(look(result)).toEqual(before);
  return seen;
}

describe('tapes that share variables', () => {
  it('leave the same numbers in them, in any order of calls', { timeout: 60_000 }, () => {
    bp.setTapeBackend('javascript');
    for (const seed of seeds(1, 30)) expect(mixed(seed, bp.jit)).toEqual(mixed(seed, (f) => f));
  });

  it('may run on different backends', { timeout: 60_000 }, () => {
    const backends = ['simd', 'javascript'] as const;
    for (const seed of seeds(100, 20)) {
      let made = 0;
      const expected = mixed(seed, (f) => f);
      // A tape takes the backend that is chosen when it is made, at the second call.
      const received = mixed(seed, (f) => {
        const [jitted, backend] = [bp.jit(f), backends[made++ % 2]!];
        return (x) => {
          bp.setTapeBackend(backend);
          return jitted(x);
        };
      });
      expected.forEach((one, i) => {
        expect(difference(one, received[i]!, 1e-3), `mix ${seed}, ${i}`).toBeNull();
      });
    }
  });
});
