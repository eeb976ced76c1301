import { close, defineExercise, property, type Random } from '@backprop/exercises/define';
import { type Coefficients, derivative } from './solution.js';

/** Every power of x up to the third, no two coefficients alike. */
const UNEVEN: Coefficients = [2, -3, 0.5, 1.25];

function draw(random: Random): [Coefficients, number, number] {
  const coefficients = random.times(4, () => random.rounded(-2, 2, 2)) as Coefficients;
  // A cubic term that is never near 0: without it some mistakes would give the right number.
  coefficients[3] = random.pick([-1, 1]) * random.rounded(1, 2, 2);
  const x = random.pick([-1, 1]) * random.rounded(0.5, 3, 2);
  return [coefficients, x, random.pick([0.1, 0.05, 0.02])];
}

export default defineExercise({
  title: 'Check a gradient by nudging',
  lesson: 'regression-by-hand',
  skills: ['finite differences', 'gradient checking'],
  exports: { nudgedSlope: ['coefficients', 'x', 'h'], relativeError: ['computed', 'nudged'] },
  hints: [
    'You need the polynomial itself, and never its derivative: call it twice.',
    'Nudge x to both sides: f(x + h) and f(x - h). How far apart are those two points?',
    'The slope is (f(x + h) - f(x - h)) / (2h).',
    'The relative error is |computed - nudged| / (|computed| + |nudged|), and 0 where both are 0.',
  ],
  groups: [
    {
      title: 'the slope of lines, parabolas and a cubic',
      call: 'nudgedSlope',
      compare: close({ absolute: 1e-9, relative: 1e-9 }),
      cases: [
        [[1, 2, 0, 0], 3, 0.1],
        [[0, 0, 1, 0], 3, 0.1],
        [[0, 0, 0, 1], 1, 0.1],
        [UNEVEN, 0, 0.1],
        [UNEVEN, -2, 0.05],
      ],
    },
    {
      title: 'the slope of random cubics',
      call: 'nudgedSlope',
      compare: close({ absolute: 1e-9, relative: 1e-9 }),
      random: { count: 16, draw },
    },
    {
      title: 'the slope is off by the cubic term times h², and by nothing else',
      call: 'nudgedSlope',
      compare: property(([coefficients, x, h], answer) => {
        const c = coefficients as Coefficients;
        const step = h as number;
        const off = (answer as number) - derivative(c, x as number);
        const due = c[3] * step ** 2;
        if (Math.abs(off - due) < 1e-9) return true;
        return `it is off from the exact slope by ${off}; nudging to both sides is off by ${due}`;
      }),
      random: { count: 8, draw },
    },
    {
      title: 'the relative error of fixed pairs',
      call: 'relativeError',
      compare: close(),
      cases: [
        [1, 1],
        [3, 1],
        [1, 3],
        [-2, 2],
        [-4, -1],
        [0, 0],
        [0, 1e-6],
      ],
    },
    {
      title: 'the relative error of random pairs',
      call: 'relativeError',
      compare: close(),
      random: {
        count: 12,
        draw: (random) => [
          random.pick([-1, 1]) * random.rounded(0.5, 9, 3),
          random.pick([-1, 1]) * random.rounded(0.5, 9, 3),
        ],
      },
    },
  ],
});
