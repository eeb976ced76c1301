import { afterEach, describe, expect, it } from 'vitest';
import * as bp from '../../src/index.js';
import { Tape } from '../../src/tape/tape.js';
import { Trace, withTrace } from '../../src/tape/trace.js';
import { nextId } from '../../src/tensor/tensor.js';
import { BACKENDS } from './compare-backends.js';

afterEach(() => bp.setTapeBackend('auto'));

type Make = () => bp.Optimizer;

const SHAPES = [[3, 5], [5], [5, 2], [2], [1], [4, 4]];
const start = () =>
  SHAPES.map((shape, i) => bp.variable(bp.randomNormal(shape, 0, 1, 'float32', i)));
const loss = (weights: readonly bp.Variable[]) =>
  weights
    .map((w, i) =>
      w
        .sub(i)
        .square()
        .mul(i + 1)
        .sum(),
    )
    .reduce((a, b) => a.add(b));

/** How many instructions it takes to double all weights as gradients and to update by them. */
function instructions(backend: bp.TapeBackend, make: Make, weights: readonly bp.Variable[]) {
  const trace = new Trace([], nextId());
  withTrace(trace, () => {
    make().applyGradients(weights.map((variable) => ({ variable, gradient: variable.mul(2) })));
  });
  return new Tape(trace, [], [], backend).counts.webAssembly;
}

describe.each(BACKENDS)('updates by one rule on %s', (backend) => {
  it.each<[string, Make]>([
    ['sgd', () => bp.train.sgd(0.05)],
    ['adam', () => bp.train.adam(0.05)],
  ])('of %s are one instruction, and change every weight as single ones do', (_, make) => {
    bp.setTapeBackend(backend);
    const weights = start();
    expect(instructions(backend, make, weights)).toBe(weights.length + 1);
    const train = (separate: boolean) => {
      const weights = start();
      const optimizers = weights.map(() => make());
      const together = make();
      const step = bp.jit(() => {
        if (!separate) together.minimize(() => loss(weights), false, weights);
        else
          weights.forEach((w, i) => {
            optimizers[i]!.minimize(() => loss(weights), false, [w]);
          });
      });
      for (let i = 0; i < 12; i++) step();
      expect(step.eagerBecause).toBeNull();
      return weights.map((w) => w.dataSync());
    };
    expect(train(false)).toEqual(train(true));
  });

  it('leave a gradient that is returned where it is', () => {
    bp.setTapeBackend(backend);
    const run = (jit: boolean) => {
      const weights = start();
      const optimizer = bp.train.sgd(0.05);
      const f = () => {
        const { value, grads } = bp.variableGrads(() => loss(weights), weights);
        optimizer.applyGradients(
          weights.map((variable) => ({ variable, gradient: grads[variable.name]! })),
        );
        value.dispose();
        return grads[weights[2]!.name]!;
      };
      const step = jit ? bp.jit(f) : f;
      let last: bp.Tensor = bp.scalar(0);
      for (let i = 0; i < 8; i++) last = step();
      return [last, ...weights].flatMap((x) => [...x.dataSync()]);
    };
    const [taped, eager] = [run(true), run(false)];
    taped.forEach((x, i) => {
      expect(Math.abs(x - eager[i]!)).toBeLessThan(1e-5);
    });
  });

  it('are apart where the same gradient serves two weights', () => {
    bp.setTapeBackend(backend);
    const run = (jit: boolean) => {
      const [a, b] = [bp.variable(bp.tensor([1, 2, 3])), bp.variable(bp.tensor([4, 5, 6]))];
      const optimizer = bp.train.adam(0.1);
      const f = () => {
        const gradient = a.mul(0.5).add(b);
        optimizer.applyGradients([a, b].map((variable) => ({ variable, gradient })));
      };
      const step = jit ? bp.jit(f) : f;
      for (let i = 0; i < 8; i++) step();
      return [a, b].flatMap((x) => [...x.dataSync()]);
    };
    const [taped, eager] = [run(true), run(false)];
    taped.forEach((x, i) => {
      expect(Math.abs(x - eager[i]!)).toBeLessThan(1e-5);
    });
  });

  it.each(['before', 'after'])('are right where gradients are also used %s them', (when) => {
    bp.setTapeBackend(backend);
    const run = (jit: boolean) => {
      const weights = start();
      const optimizer = bp.train.adam(0.05);
      // Between the first gradient and the others, as many numbers as all of them together.
      const norm = ([first, ...others]: bp.Tensor[]) => {
        const begun = first!.square().sum();
        // Enough numbers at a time to fill all memory that is free by then.
        const four = Array.from({ length: 4 }, () => weights[0]!);
        const many = Array.from({ length: 6 }, (_, i) => bp.concat(four).add(i));
        const total = others.reduce((a, g) => a.add(g.square().sum()), begun);
        return many.reduce((a, x) => a.add(x.sum()), total);
      };
      const f = () => {
        const { grads } = bp.variableGrads(() => loss(weights), weights);
        const gradients = weights.map(({ name }) => grads[name]!);
        const before = norm(gradients);
        optimizer.applyGradients(
          weights.map((variable, i) => ({ variable, gradient: gradients[i]! })),
        );
        return when === 'before' ? before : norm(gradients);
      };
      const step = jit ? bp.jit(f) : f;
      const norms = Array.from({ length: 8 }, () => step().item());
      return [...norms.map((x) => x / norms[0]!), ...weights.flatMap((x) => [...x.dataSync()])];
    };
    const [taped, eager] = [run(true), run(false)];
    taped.forEach((x, i) => {
      expect(Math.abs(x - eager[i]!)).toBeLessThan(1e-5);
    });
  });

  it('find zeros between the weights, and leave them there', () => {
    bp.setTapeBackend(backend);
    const weights = [1, 2, 3, 5].map((n) => bp.variable(bp.randomNormal([n], 0, 1, 'float32', n)));
    const optimizer = bp.train.adam(0.05);
    const step = bp.jit(() => {
      const lost = () => weights.map((w) => w.exp().sub(3).sigmoid().square().sum());
      return optimizer.minimize(() => lost().reduce((a, b) => a.add(b)), true, weights)!;
    });
    for (let i = 0; i < 12; i++) step();
    expect(step.eagerBecause).toBeNull();
    for (const { values } of [...weights, ...optimizer.slots]) {
      const free = Math.ceil(values.length / 4) * 4 - values.length;
      const between = new Float32Array(values.buffer, values.byteOffset + values.byteLength, free);
      expect([...between]).toEqual(Array.from(between, () => 0));
    }
  });
});
