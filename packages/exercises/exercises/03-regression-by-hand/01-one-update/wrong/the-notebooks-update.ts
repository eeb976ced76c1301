// This is the notebook's own update, which has three bugs at once: b2 starts from W2[1], W1 uses the new W2, and W1[0][1] and W1[1][0] are swapped. The lesson finds them one by one.
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
  const error = y - (W2[0] * h[0] + W2[1] * h[1] + b2);
  const pull = learningRate * 2 * error;

  const newW2: [number, number] = [W2[0] + pull * h[0], W2[1] + pull * h[1]];
  return {
    W2: newW2,
    b2: newW2[1] + pull,
    W1: [
      [W1[0][0] + pull * newW2[0] * x[0], W1[0][1] + pull * newW2[0] * x[1]],
      [W1[1][0] + pull * newW2[1] * x[0], W1[1][1] + pull * newW2[1] * x[1]],
    ],
    b1: [b1[0] + pull * newW2[0], b1[1] + pull * newW2[1]],
  };
}
