import {
  close,
  defineExercise,
  finiteDifference,
  property,
  type Random,
} from '@backprop/exercises/define';
import { loss, type Student, type Weights } from './solution.js';

const START: Weights = {
  W1: [
    [0.1, 0.1],
    [0.1, 0.1],
  ],
  b1: [0, 0],
  W2: [0.1, 0.1],
  b2: 0,
};

/** No two weights alike, so that no swapped pair stays hidden. */
const UNEVEN: Weights = {
  W1: [
    [0.11, 0.12],
    [0.13, 0.14],
  ],
  b1: [0.01, 0.02],
  W2: [0.15, 0.16],
  b2: 0.03,
};

const STUDENTS: Student[] = [
  { x: [8, 8], y: 4 },
  { x: [7, 9], y: 5 },
  { x: [6, 10], y: 6 },
  { x: [5, 12], y: 7 },
];

const RATE = 0.001;

function draw(random: Random): [Weights, Student, number] {
  const pair = () => [random.rounded(-1, 1, 3), random.rounded(-1, 1, 3)] as [number, number];
  const weights = { W1: [pair(), pair()] as Weights['W1'], b1: pair(), W2: pair(), b2: pair()[0] };
  // The target lies above any prediction these weights can make, so no error is near 0.
  const student: Student = {
    x: [random.integer(1, 5), random.integer(6, 12)],
    y: random.integer(60, 90),
  };
  return [weights, student, random.rounded(0.001, 0.01, 4)];
}

/** The derivatives that a step was made of: (old - new) / learningRate, parameter by parameter. */
function stepTaken(answer: unknown, [before, , learningRate]: readonly unknown[]) {
  const after = answer as Partial<Weights> | null;
  const old = before as Weights;
  const derivative = (a: number, b: number | undefined) =>
    (a - (b ?? Number.NaN)) / (learningRate as number);
  return {
    W1: old.W1.map((row, i) => row.map((weight, j) => derivative(weight, after?.W1?.[i]?.[j]))),
    b1: old.b1.map((bias, j) => derivative(bias, after?.b1?.[j])),
    W2: old.W2.map((weight, j) => derivative(weight, after?.W2?.[j])),
    b2: derivative(old.b2, after?.b2),
  };
}

export default defineExercise({
  title: 'One update by hand',
  lesson: 'regression-by-hand',
  skills: ['partial derivatives', 'chain rule', 'gradient descent'],
  exports: { update: ['weights', 'student', 'learningRate'] },
  hints: [
    'Compute h[0], h[1] and ŷ first, and keep them: every derivative needs one of them.',
    'Start at the end. ∂L/∂ŷ = -2 (y - ŷ), and every other derivative is this times something.',
    '∂ŷ/∂W2[j] = h[j] and ∂ŷ/∂b2 = 1. For the first layer: ∂ŷ/∂h[j] = W2[j], ∂h[j]/∂W1[i][j] = x[i], ∂h[j]/∂b1[j] = 1.',
    'So W1[i][j] becomes W1[i][j] - learningRate · (-2 (y - ŷ)) · W2[j] · x[i], where W2[j] is the old one.',
  ],
  groups: [
    {
      title: 'the four students from the notebook’s equal weights',
      call: 'update',
      compare: close(),
      cases: STUDENTS.map((student) => [START, student, RATE]),
    },
    {
      title: 'the four students from uneven weights',
      call: 'update',
      compare: close(),
      cases: STUDENTS.map((student) => [UNEVEN, student, RATE]),
    },
    {
      title: 'random weights, students and rates',
      call: 'update',
      compare: close(),
      random: { count: 24, draw },
    },
    {
      title: 'each step agrees with a finite difference of the loss',
      call: 'update',
      compare: finiteDifference({ of: 'loss', by: 0, read: stepTaken }),
      random: { count: 8, draw },
    },
    {
      title: 'a small step lowers the loss',
      call: 'update',
      compare: property(([weights, student], answer) => {
        const before = loss(weights as Weights, student as Student);
        const after = loss(answer as Weights, student as Student);
        if (after < before) return true;
        return `the loss was ${before} before this step and ${after} after it; it should fall`;
      }),
      random: {
        count: 8,
        draw: (random) => {
          const [weights, student] = draw(random);
          return [weights, student, 1e-5];
        },
      },
    },
  ],
});
