import type { TrainingPlan } from './train';

/** The regression notebook's net and data, with the correct update. */
export const regressionPlan: TrainingPlan = {
  x: [
    [8, 8],
    [7, 9],
    [6, 10],
    [5, 12],
  ],
  y: [4, 5, 6, 7],
  weights: {
    W1: [
      [0.1, 0.1],
      [0.1, 0.1],
    ],
    b1: [0, 0],
    W2: [0.1, 0.1],
    b2: 0,
  },
  learningRate: 0.001,
  epochs: 5,
};
