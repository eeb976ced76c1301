/** The nine parameters: W1[input][hidden], b1[hidden], W2[hidden] and b2. */
export interface Weights {
  W1: [[number, number], [number, number]];
  b1: [number, number];
  W2: [number, number];
  b2: number;
}

export interface Student {
  x: [number, number];
  y: number;
}

/** The hidden units and the prediction. */
function forward({ W1, b1, W2, b2 }: Weights, { x }: Student) {
  const h = [0, 1].map((j) => W1[0][j]! * x[0] + W1[1][j]! * x[1] + b1[j]!) as [number, number];
  return { h, prediction: W2[0] * h[0] + W2[1] * h[1] + b2 };
}

/** The squared error of one student. */
export function loss(weights: Weights, student: Student): number {
  return (student.y - forward(weights, student).prediction) ** 2;
}

/** One step of gradient descent on the squared error of one student. */
export function update(weights: Weights, student: Student, learningRate: number): Weights {
  const { W1, b1, W2, b2 } = weights;
  const { x, y } = student;
  const { h, prediction } = forward(weights, student);

  const dPrediction = -2 * (y - prediction);
  const dH = [dPrediction * W2[0], dPrediction * W2[1]] as const;
  const step = (old: number, derivative: number) => old - learningRate * derivative;

  return {
    W1: [
      [step(W1[0][0], dH[0] * x[0]), step(W1[0][1], dH[1] * x[0])],
      [step(W1[1][0], dH[0] * x[1]), step(W1[1][1], dH[1] * x[1])],
    ],
    b1: [step(b1[0], dH[0]), step(b1[1], dH[1])],
    W2: [step(W2[0], dPrediction * h[0]), step(W2[1], dPrediction * h[1])],
    b2: step(b2, dPrediction),
  };
}
