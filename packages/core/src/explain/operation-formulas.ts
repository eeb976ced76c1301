/** What an operation computes, and its derivative in each parent, in the nodes' names. */
interface Formulas {
  /** The result in terms of the parents x and y. */
  result(x: string, y: string): string;
  /** One for each parent; z is the result. */
  derivatives: ((names: { x: string; y: string; z: string }) => string)[];
}

/** As plain text. Every method of the scalar engine that makes a node has an entry. */
export const TEXT: Readonly<Record<string, Formulas>> = {
  add: { result: (x, y) => `${x} + ${y}`, derivatives: [() => '1', () => '1'] },
  sub: { result: (x, y) => `${x} - ${y}`, derivatives: [() => '1', () => '-1'] },
  mul: { result: (x, y) => `${x} * ${y}`, derivatives: [({ y }) => y, ({ x }) => x] },
  div: {
    result: (x, y) => `${x} / ${y}`,
    derivatives: [({ y }) => `1 / ${y}`, ({ y, z }) => `-${z} / ${y}`],
  },
  pow: {
    result: (x, y) => `${x}^${y}`,
    derivatives: [({ x, y }) => `${y} * ${x}^(${y} - 1)`, ({ x, z }) => `${z} * log(${x})`],
  },
  neg: { result: (x) => `-${x}`, derivatives: [() => '-1'] },
  exp: { result: (x) => `exp(${x})`, derivatives: [({ z }) => z] },
  log: { result: (x) => `log(${x})`, derivatives: [({ x }) => `1 / ${x}`] },
  tanh: { result: (x) => `tanh(${x})`, derivatives: [({ z }) => `1 - ${z}^2`] },
  sigmoid: { result: (x) => `sigmoid(${x})`, derivatives: [({ z }) => `${z} * (1 - ${z})`] },
  relu: { result: (x) => `relu(${x})`, derivatives: [({ x }) => `(${x} > 0)`] },
};

/** The same as LaTeX. */
export const LATEX: Readonly<Record<string, Formulas>> = {
  ...TEXT,
  mul: {
    result: (x, y) => `${x} \\cdot ${y}`,
    derivatives: [({ y }) => y, ({ x }) => x],
  },
  div: {
    result: (x, y) => `\\frac{${x}}{${y}}`,
    derivatives: [({ y }) => `\\frac{1}{${y}}`, ({ y, z }) => `-\\frac{${z}}{${y}}`],
  },
  pow: {
    result: (x, y) => `{${x}}^{${y}}`,
    derivatives: [
      ({ x, y }) => `${y} \\cdot {${x}}^{${y} - 1}`,
      ({ x, z }) => `${z} \\cdot \\ln ${x}`,
    ],
  },
  exp: { result: (x) => `e^{${x}}`, derivatives: [({ z }) => z] },
  log: { result: (x) => `\\ln ${x}`, derivatives: [({ x }) => `\\frac{1}{${x}}`] },
  tanh: { result: (x) => `\\tanh ${x}`, derivatives: [({ z }) => `1 - {${z}}^2`] },
  sigmoid: {
    result: (x) => `\\sigma(${x})`,
    derivatives: [({ z }) => `${z} \\cdot (1 - ${z})`],
  },
  relu: {
    result: (x) => `\\operatorname{relu}(${x})`,
    derivatives: [({ x }) => `[${x} > 0]`],
  },
};
