import { describe, expect, it } from 'vitest';
import * as bp from '../../src/index.js';
import { Adam } from '../../src/train/optimizers/adam.js';
import { Powers } from '../../src/train/optimizers/powers.js';

const BETAS = [0.9, 0.999, Math.fround(0.9), Math.fround(0.999), 0.5, 0.123, 0];

describe('Powers', () => {
  it.each(BETAS)('of %d are those of ** to the last digit that float32 has', (base) => {
    const powers = new Powers();
    let different = 0;
    for (let step = 0; step <= 45_000; step++) {
      const [power, exact] = [powers.of(base, step), base ** step];
      expect(Math.abs(power - exact)).toBeLessThanOrEqual(4e-16 * exact + 2 ** -60);
      if (Math.fround(1 - Math.fround(power)) !== Math.fround(1 - Math.fround(exact))) different++;
    }
    // A float64 that lies beside the middle between two float32s may round the other way.
    expect(different).toBe(0);
  });

  it('do not depend on what was asked before', () => {
    const powers = new Powers();
    const forward = Array.from({ length: 300 }, (_, step) => powers.of(0.999, step));
    for (const step of [299, 5, 64, 63, 128, 0, 200]) {
      expect(new Powers().of(0.999, step)).toBe(forward[step]);
      expect(powers.of(0.9, step)).toBe(new Powers().of(0.9, step));
      expect(powers.of(0.999, step)).toBe(forward[step]);
    }
  });

  it.each([
    [0.9, 2.5],
    [0.9, -3],
    [1, 70],
    [1.5, 100],
    [-0.5, 7],
  ])('of %d are right for the unusual exponent %d too', (base, exponent) => {
    expect(new Powers().of(base, exponent) / base ** exponent).toBeCloseTo(1, 12);
  });

  it('are never so small that calculating with them is slow', () => {
    const powers = new Powers();
    for (const step of [6000, 6723, 6724, 10_000, 100_000]) expect(powers.of(0.9, step)).toBe(0);
    expect(powers.of(0.999, 1_000_000)).toBe(0);
  });
});

/** A rule with an option that Adam does not know. */
class Scaled extends Adam {
  scale = 1;
  override scalars(...[rate, step, dtype]: Parameters<Adam['scalars']>): number[] {
    return super.scalars(rate, step, dtype);
  }
  override update(...[parameter, gradient, slots, scalars]: Parameters<Adam['update']>) {
    return super.update(parameter, gradient.mul(this.scale), slots, scalars);
  }
  protected override get fused() {
    return null;
  }
}

/** The weight after each of several steps, of which one changes the optimizer first. */
function weights<O extends Adam>(optimizer: O, jit: boolean, change: (optimizer: O) => void) {
  const w = bp.variable(bp.tensor([1, -2]));
  const minimize = () => {
    optimizer.minimize(() => w.square().sum(), false, [w]);
  };
  const step = jit ? bp.jit(minimize) : minimize;
  return Array.from({ length: 9 }, (_, i) => {
    if (i === 5) change(optimizer);
    step();
    return w.arraySync();
  });
}

describe('A replay of Adam', () => {
  it.each<[keyof Adam, unknown]>([
    ['beta1', 0.5],
    ['beta2', 0.9],
    ['epsilon', 0.1],
    ['weightDecay', 0.1],
  ])('notices a new %s', (name, value) => {
    bp.setTapeBackend('javascript');
    const run = (jit: boolean) =>
      weights(new Adam({ learningRate: 0.1, weightDecay: 0.2 }), jit, (optimizer) => {
        (optimizer as unknown as Record<string, unknown>)[name] = value;
      });
    expect(run(true)).toEqual(run(false));
    bp.setTapeBackend('auto');
  });

  it('notices a new option of a class derived from it', () => {
    bp.setTapeBackend('javascript');
    const run = (jit: boolean) =>
      weights(new Scaled({ learningRate: 0.1, epsilon: 1 }), jit, (optimizer) => {
        optimizer.scale = 3;
      });
    expect(run(true)).toEqual(run(false));
    expect(run(true)).not.toEqual(weights(new Scaled({ learningRate: 0.1 }), true, () => {}));
    bp.setTapeBackend('auto');
  });
});
