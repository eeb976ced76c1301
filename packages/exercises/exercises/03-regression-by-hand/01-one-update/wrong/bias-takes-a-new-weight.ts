// Your new b2 starts from W2[1], which was already updated, not from the old b2. Look at the line that updates b2.
interface Weights {
  W1: [[number, number], [number, number]];
  b1: [number, number];
  W2: [number, number];
  b2: number;
}

interface Student {
  x: [number, number];
  y: number;
}

export function update(
  { W1, b1, W2, b2 }: Weights,
  { x, y }: Student,
  learningRate: number,
): Weights {
  const h = [
    W1[0][0] * x[0] + W1[1][0] * x[1] + b1[0],
    W1[0][1] * x[0] + W1[1][1] * x[1] + b1[1],
  ] as const;
  const dPrediction = -2 * (y - (W2[0] * h[0] + W2[1] * h[1] + b2));
  const step = (old: number, derivative: number) => old - learningRate * derivative;
  const newW2: [number, number] = [
    step(W2[0], dPrediction * h[0]),
    step(W2[1], dPrediction * h[1]),
  ];
  const dH = [dPrediction * W2[0], dPrediction * W2[1]] as const;
  return {
    W1: [
      [step(W1[0][0], dH[0] * x[0]), step(W1[0][1], dH[1] * x[0])],
      [step(W1[1][0], dH[0] * x[1]), step(W1[1][1], dH[1] * x[1])],
    ],
    b1: [step(b1[0], dH[0]), step(b1[1], dH[1])],
    W2: newW2,
    b2: step(newW2[1], dPrediction),
  };
}
