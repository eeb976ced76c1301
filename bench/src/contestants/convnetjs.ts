import convnetjs, { type Net, type Vol } from 'convnetjs';
import { type Layer, type NetWorkload, sample, type Weight } from '../workloads/net.js';
import { CANNOT_SCALAR, type Contestant, type Trainer } from './contestant.js';

type Definition = Record<string, unknown>;

function define(layer: Layer, isLast: boolean, loss: NetWorkload['loss']): Definition[] {
  switch (layer.kind) {
    case 'flatten':
      return []; // its dense layers do so themselves
    case 'maxPool':
      return [{ type: 'pool', sx: 2, stride: 2 }];
    case 'conv':
      return [
        { type: 'conv', sx: 3, filters: layer.filters, pad: 1, activation: layer.activation },
      ];
    case 'dense':
      if (!isLast) return [{ type: 'fc', num_neurons: layer.units, activation: layer.activation }];
      return loss === 'softmaxCrossEntropy'
        ? [{ type: 'softmax', num_classes: layer.units }]
        : [{ type: 'regression', num_neurons: layer.units }];
  }
}

/** Our kernels end in the number of the filter; convnetjs keeps each filter apart. */
function setWeights(net: Net, weights: readonly Weight[]): void {
  const layers = net.layers.filter(({ filters }) => filters !== undefined);
  layers.forEach(({ filters, biases }, i) => {
    const [kernel, bias] = [weights[2 * i]!, weights[2 * i + 1]!];
    filters!.forEach(({ w }, unit) => {
      for (let k = 0; k < w.length; k++) w[k] = kernel.values[k * filters!.length + unit]!;
    });
    biases!.w.set(bias.values);
  });
}

function makeVol(workload: NetWorkload, row: number): Vol {
  const { input, batch, x } = workload;
  const [height, width, depth] = input.length === 3 ? input : [1, 1, input[0]!];
  const vol = new convnetjs.Vol(width!, height!, depth!, 0);
  vol.w.set(sample(x, row, batch));
  return vol;
}

function program(workload: NetWorkload): Trainer {
  const { input, layers, loss, batch, y } = workload;
  const [height, width, depth] = input.length === 3 ? input : [1, 1, input[0]!];
  const net = new convnetjs.Net();
  net.makeLayers([
    { type: 'input', out_sx: width, out_sy: height, out_depth: depth },
    ...layers.flatMap((layer, i) => define(layer, i === layers.length - 1, loss)),
  ]);
  setWeights(net, workload.weights);
  const trainer = new convnetjs.Trainer(net, {
    method: 'sgd',
    learning_rate: workload.optimizer.learningRate,
    momentum: 0,
    batch_size: batch,
  });
  const rows = Array.from({ length: batch }, (_, row) => makeVol(workload, row));
  const values = rows.map((_, row) => sample(y, row, batch));
  const isClass = loss === 'softmaxCrossEntropy';
  const targets = values.map((target) => (isClass ? target.indexOf(1) : target));
  const lossOf = (out: Float64Array, row: number) =>
    isClass
      ? -Math.log(out[targets[row] as number]!)
      : values[row]!.reduce((sum, t, i) => sum + (out[i]! - t) ** 2 / 2, 0);
  return {
    step: () => {
      for (let row = 0; row < batch; row++) trainer.train(rows[row]!, targets[row]!);
    },
    loss: () => rows.reduce((sum, vol, row) => sum + lossOf(net.forward(vol).w, row), 0) / batch,
    dispose: () => {},
  };
}

/** Has neither Adam nor cross-entropy of a single sigmoid: SGD and squared error take their place. */
export const convnetJs: Contestant = {
  name: 'convnetjs',
  async prepare(workload) {
    if (workload.kind === 'scalar') return CANNOT_SCALAR;
    const { loss, optimizer } = workload;
    const adapted: NetWorkload = {
      ...workload,
      loss: loss === 'sigmoidCrossEntropy' ? 'halfSquaredError' : loss,
      optimizer: { ...optimizer, name: 'sgd' },
    };
    const differences = [
      optimizer.name === 'sgd' ? '' : 'SGD instead of Adam',
      loss === adapted.loss ? '' : 'squared error instead of cross-entropy',
    ].filter((text) => text !== '');
    if (differences.length === 0) return { trainer: program(workload) };
    const difference = differences.join(', ');
    return { trainer: program(adapted), difference, checkedAgainst: adapted };
  },
};
