import type { ScalarWorkload } from '../workloads/scalar-graph.js';

/** What the scalar engines have in common: micrograd's interface. */
export interface Scalar<V> {
  data: number;
  grad: number;
  add(other: V | number): V;
  mul(other: V | number): V;
  relu(): V;
}

/** The loss of the whole data set, written with any scalar engine. */
export function scalarLoss<V extends Scalar<V>>(
  workload: ScalarWorkload,
  parameters: readonly V[],
  constant: (data: number) => V,
): V {
  const { sizes, points, regularization } = workload;
  let sum = constant(0);
  for (const { inputs, label } of points) {
    let layer: readonly (V | number)[] = inputs;
    let next = 0;
    for (let depth = 1; depth < sizes.length; depth++) {
      const outputs: V[] = [];
      for (let unit = 0; unit < sizes[depth]!; unit++) {
        let z = parameters[next + layer.length]!; // the bias lies behind the weights
        for (const x of layer) z = z.add(parameters[next++]!.mul(x));
        next++;
        outputs.push(depth < sizes.length - 1 ? z.relu() : z);
      }
      layer = outputs;
    }
    sum = sum.add((layer[0] as V).mul(-label).add(1).relu());
  }
  let squares = constant(0);
  for (const w of parameters) squares = squares.add(w.mul(w));
  return sum.mul(1 / points.length).add(squares.mul(regularization));
}
