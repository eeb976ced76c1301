// Libraries without types of their own: what the contestants use of them.

declare module 'convnetjs' {
  export class Vol {
    constructor(width: number, height: number, depth: number, fill?: number);
    w: Float64Array;
  }
  export interface NetLayer {
    layer_type: string;
    filters?: Vol[];
    biases?: Vol;
  }
  export class Net {
    layers: NetLayer[];
    makeLayers(definitions: Record<string, unknown>[]): void;
    forward(x: Vol): Vol;
  }
  export class Trainer {
    constructor(net: Net, options: Record<string, unknown>);
    train(x: Vol, y: number | number[]): void;
  }
  const convnetjs: { Vol: typeof Vol; Net: typeof Net; Trainer: typeof Trainer };
  export default convnetjs;
}

declare module 'synaptic' {
  type Squash = (x: number, derivate: boolean) => number;
  class Layer {
    set(options: { squash: Squash }): void;
  }
  class Perceptron {
    constructor(...sizes: number[]);
    layers: { hidden: Layer[]; output: Layer };
    activate(input: readonly number[]): number[];
    propagate(rate: number, target: readonly number[]): void;
  }
  const synaptic: {
    Architect: { Perceptron: typeof Perceptron };
    Neuron: { squash: Record<'LOGISTIC' | 'TANH' | 'IDENTITY', Squash> };
  };
  export default synaptic;
}

declare module 'brain.js' {
  interface Pattern {
    input: number[];
    output: number[];
  }
  class NeuralNetwork {
    constructor(options: { hiddenLayers: number[]; activation: string });
    train(data: Pattern[], options: Record<string, unknown>): void;
    trainPattern(pattern: Pattern): void;
    run(input: number[]): ArrayLike<number>;
  }
  const brain: { NeuralNetwork: typeof NeuralNetwork };
  export default brain;
}
