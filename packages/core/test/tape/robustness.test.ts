import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as bp from '../../src/index.js';

afterEach(() => {
  vi.unstubAllGlobals();
  bp.setTapeBackend('auto');
});

/** A net of two layers, one example and Adam, small enough that overhead shows. */
function tinyStep(engine: typeof bp = bp) {
  const normal = (shape: number[], seed: number) => {
    return engine.variable(engine.randomNormal(shape, 0, 1, 'float32', seed));
  };
  const weights = [normal([2, 2], 1), normal([2], 2), normal([2, 1], 3), normal([1], 4)];
  const [w1, b1, w2, b2] = weights as [bp.Variable, bp.Variable, bp.Variable, bp.Variable];
  const x = engine.tensor([[0.5, -1]]);
  const y = engine.tensor([[1]]);
  const optimizer = engine.train.adam(0.01);
  const loss = () => {
    const z = x.matMul(w1).add(b1).sigmoid().matMul(w2).add(b2);
    return z.softplus().sub(z.mul(y)).mean();
  };
  return { optimizer, weights, step: () => optimizer.minimize(loss, true, weights)! };
}

const gc = (() => {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
})();

function heapBytes(): number {
  gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

describe('a long run', () => {
  it('leaves nothing behind: a hundred thousand replays, less than 1 MB', {
    timeout: 60_000,
  }, () => {
    const { step } = tinyStep();
    const jitted = bp.jit(() => {
      step().dispose();
    });
    for (let i = 0; i < 2000; i++) jitted();
    expect(jitted.eagerBecause).toBeNull();
    const before = heapBytes();
    for (let i = 0; i < 100_000; i++) jitted();
    expect(heapBytes() - before).toBeLessThan(1e6);
  });

  it('never gets into numbers so small that they are slow', { timeout: 60_000 }, () => {
    const { step, weights, optimizer } = tinyStep();
    const jitted = bp.jit(() => {
      step().dispose();
    });
    const tiny = () => {
      const all = [...weights, ...optimizer.slots].flatMap((x) => [...x.values]);
      return all.filter((x) => x !== 0 && Math.abs(x) < 1.2e-38);
    };
    for (let i = 0; i < 300_000; i++) {
      jitted();
      if (i % 10_000 === 0) expect(tiny(), `after ${i} steps`).toEqual([]);
    }
    expect(tiny()).toEqual([]);
    expect(weights.flatMap((x) => [...x.values]).every(Number.isFinite)).toBe(true);
  });

  it('of a net whose gradients are zero clears its means', () => {
    const w = bp.variable(bp.tensor([1, 2, 3]));
    const optimizer = bp.train.adam(0.001);
    const factor = bp.variable(bp.scalar(1), false);
    const jitted = bp.jit(() => {
      optimizer.minimize(() => w.mul(factor).sum(), false, [w]);
    });
    for (let i = 0; i < 10; i++) jitted();
    factor.assign(0);
    for (let i = 0; i < 120_000; i++) jitted();
    expect(optimizer.slots.flatMap((slot) => [...slot.values])).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

class NoMemory {
  constructor() {
    throw new RangeError('WebAssembly.Memory(): could not allocate memory');
  }
}

class NoBuffer extends ArrayBuffer {
  constructor() {
    super(0);
    throw new RangeError('Array buffer allocation failed');
  }
}

describe('a page that', () => {
  const RealWebAssembly = WebAssembly;

  /** The engine as a page sees it that has this in place of WebAssembly. */
  async function engineWith(webAssembly: unknown): Promise<typeof bp> {
    vi.stubGlobal('WebAssembly', webAssembly);
    vi.resetModules();
    return import('../../src/index.js');
  }

  function expectToTrain(engine: typeof bp): void {
    const { step } = tinyStep(engine);
    const jitted = engine.jit(step);
    const losses = Array.from({ length: 50 }, () => jitted().item());
    expect(losses[49]).toBeLessThan(losses[0]!);
    const { step: eager } = tinyStep(engine);
    expect(losses).toEqual(Array.from({ length: 50 }, () => eager().item()));
  }

  it('has no WebAssembly calculates in JavaScript', async () => {
    const engine = await engineWith(undefined);
    expect(engine.getTapeBackend()).toBe('javascript');
    expectToTrain(engine);
  });

  it('forbids to compile calculates in JavaScript', async () => {
    const refuse = () => {
      throw new RealWebAssembly.CompileError('Wasm code generation disallowed by embedder');
    };
    const engine = await engineWith({ ...statics(), Module: refuse, validate: () => true });
    expect(engine.getTapeBackend()).toBe('javascript');
    expectToTrain(engine);
    expect(() => engine.setTapeBackend('simd')).toThrow(/wasm-unsafe-eval/);
  });

  it('refuses memory to WebAssembly calculates in JavaScript', async () => {
    const engine = await engineWith({ ...statics(), Memory: NoMemory });
    expect(engine.getTapeBackend()).not.toBe('javascript');
    expectToTrain(engine);
  });

  it('refuses memory to all runs step by step, and says so', async () => {
    const engine = await engineWith({ ...statics(), Memory: NoMemory });
    const { step } = tinyStep(engine);
    const jitted = engine.jit(step);
    vi.stubGlobal('ArrayBuffer', NoBuffer);
    const losses = Array.from({ length: 4 }, () => jitted().item());
    vi.unstubAllGlobals();
    expect(jitted.eagerBecause).toMatch(/no memory/);
    const { step: eager } = tinyStep(engine);
    expect(losses).toEqual(Array.from({ length: 4 }, () => eager().item()));
  });

  /** WebAssembly's parts, which do not show when it is spread. */
  function statics(): Record<string, unknown> {
    const names = Object.getOwnPropertyNames(RealWebAssembly) as (keyof typeof WebAssembly)[];
    return Object.fromEntries(names.map((name) => [name, RealWebAssembly[name]]));
  }
});
