import * as jax from '@jax-js/jax';
import { ADAM, type Loss, type NetWorkload, type Weight } from '../workloads/net.js';
import { CANNOT_SCALAR, type Contestant, type Trainer } from './contestant.js';

const { lax, nn, numpy: np } = jax;
type Array_ = ReturnType<typeof np.array>;
/** Parameters, Adam's two moments, and how many steps were done. */
type State = { weights: Array_[]; m: Array_[]; v: Array_[]; t: Array_ };

// Every use of an array but the last must be of its `ref`: jax-js counts references.

const CHANNELS_FIRST = [3, 2, 0, 1];

function toArray({ shape, values }: Weight): Array_ {
  const array = np.array(values.slice()).reshape([...shape]);
  return shape.length === 4 ? np.transpose(array, CHANNELS_FIRST) : array;
}

function output(workload: NetWorkload, x: Array_, weights: Array_[]): Array_ {
  let a = x;
  let next = 0;
  for (const layer of workload.layers) {
    if (layer.kind === 'maxPool') a = lax.reduceWindow(a, np.max, [2, 2], [2, 2]);
    else if (layer.kind === 'flatten') {
      // The dense weights were made for channels last.
      a = np.transpose(a, [0, 2, 3, 1]).reshape([workload.batch, -1]);
    } else {
      const [kernel, bias] = [weights[next++]!, weights[next++]!];
      const z =
        layer.kind === 'dense'
          ? np.matmul(a, kernel).add(bias)
          : lax.conv(a, kernel, [1, 1], 'SAME').add(bias.reshape([1, layer.filters, 1, 1]));
      if (layer.activation === 'linear') a = z;
      else a = layer.activation === 'tanh' ? np.tanh(z) : nn[layer.activation](z);
    }
  }
  return a;
}

function meanLoss(loss: Loss, y: Array_, out: Array_): Array_ {
  switch (loss) {
    case 'halfSquaredError':
      return np.mean(np.square(out.sub(y))).mul(0.5);
    case 'softmaxCrossEntropy':
      return np.mean(nn.logSoftmax(out, -1).mul(y).sum(-1)).mul(-1);
    case 'sigmoidCrossEntropy':
      return np.mean(nn.softplus(out.ref).sub(out.mul(y)));
  }
}

const { beta1: BETA1, beta2: BETA2, epsilon: EPSILON } = ADAM;

function adam({ weights, m, v, t }: State, gradients: Array_[], learningRate: number): State {
  const step = t.add(1);
  const c1 = np.power(BETA1, step.ref).mul(-1).add(1);
  const c2 = np.power(BETA2, step.ref).mul(-1).add(1);
  const next: State = { weights: [], m: [], v: [], t: step };
  gradients.forEach((g, i) => {
    const mean = m[i]!.mul(BETA1).add(g.ref.mul(1 - BETA1));
    const square = v[i]!.mul(BETA2).add(np.square(g).mul(1 - BETA2));
    const root = np.sqrt(square.ref.div(c2.ref)).add(EPSILON);
    next.weights.push(weights[i]!.sub(mean.ref.div(c1.ref).div(root).mul(learningRate)));
    next.m.push(mean);
    next.v.push(square);
  });
  c1.dispose();
  c2.dispose();
  return next;
}

function sgd(state: State, gradients: Array_[], learningRate: number): State {
  const weights = state.weights.map((w, i) => w.sub(gradients[i]!.mul(learningRate)));
  return { ...state, weights };
}

function jaxProgram(workload: NetWorkload): Trainer {
  const { batch, input, outputs, optimizer } = workload;
  const flat = np.array(workload.x.slice()).reshape([batch, ...input]);
  const x = input.length === 3 ? np.transpose(flat, [0, 3, 1, 2]) : flat;
  const y = np.array(workload.y.slice()).reshape([batch, outputs]);
  const lossOf = (weights: Array_[], x: Array_, y: Array_) =>
    meanLoss(workload.loss, y, output(workload, x, weights));
  const gradients = jax.grad(lossOf);
  const update = optimizer.name === 'adam' ? adam : sgd;
  const train = jax.jit((state: State, x: Array_, y: Array_) => {
    const given = state.weights.map((w) => w.ref);
    return update(state, gradients(given, x, y), optimizer.learningRate);
  });
  const evaluate = jax.jit(lossOf);
  const zeros = () =>
    optimizer.name === 'adam'
      ? workload.weights.map(({ shape, values }) =>
          toArray({ shape, values: new Float32Array(values.length) }),
        )
      : [];
  let state: State = {
    weights: workload.weights.map(toArray),
    m: zeros(),
    v: zeros(),
    t: np.array(0, { dtype: np.float32 }),
  };
  return {
    step: () => {
      state = train(state, x.ref, y.ref) as State;
    },
    settle: async () => {
      await jax.blockUntilReady(state.weights);
    },
    loss: async () => {
      const values = await evaluate(
        state.weights.map((w) => w.ref),
        x.ref,
        y.ref,
      ).data();
      return values[0]!;
    },
    dispose: () => {
      for (const array of [x, y, state.t, ...state.weights, ...state.m, ...state.v])
        array.dispose();
    },
  };
}

/** The whole step under `jit`, on WebAssembly. */
export const jaxJs: Contestant = {
  name: 'jax-js jit',
  async prepare(workload) {
    if (workload.kind === 'scalar') return CANNOT_SCALAR;
    await jax.init('wasm');
    jax.defaultDevice('wasm');
    return { trainer: jaxProgram(workload) };
  },
};
