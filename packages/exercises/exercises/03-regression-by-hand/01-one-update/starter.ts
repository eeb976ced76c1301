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

/** One step of gradient descent on the squared error of one student. */
export function update(weights: Weights, student: Student, learningRate: number): Weights {
  // Forwards: the hidden units h and the prediction, with the old weights.
  // Backwards: the nine partial derivatives, still with the old weights.
  // Then one step against each of them.
  return weights;
}
