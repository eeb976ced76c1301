import { readFileSync } from 'node:fs';
import type { Engine } from '../../src/index.js';

/** A training run of the real Keras. */
export interface KerasCase {
  name: string;
  spec: {
    inputs: number;
    layers: { units: number; activation: string; kernel: number[][]; bias: number[] }[];
    /** A name, or a class with settings, which TensorFlow.js cannot take. */
    loss: string | { class_name: string; config: Record<string, number> };
    optimizer: { name: string; [setting: string]: number | string | boolean };
    x: number[][];
    y: number[][] | number[];
    batch_size: number;
    epochs: number;
    metrics?: string[];
  };
  result: {
    history: { loss: number[] };
    weights: { layer: string; weights: { name: string; values: number[] | number[][] }[] }[];
  };
}

const FILE = new URL('../fixtures/keras-training.json', import.meta.url);
export const kerasCases = (JSON.parse(readFileSync(FILE, 'utf8')) as { cases: KerasCase[] }).cases;

export function kerasCase(name: string): KerasCase {
  const found = kerasCases.find((one) => one.name === name);
  if (found === undefined) throw new RangeError(`no case ${name} in keras-training.json`);
  return found;
}

/** Keras's snake_case in the spelling of TensorFlow.js. */
const camel = (name: string) =>
  name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Builds and compiles a case's model with either engine. */
export const buildCase =
  ({ spec }: KerasCase) =>
  (tf: Engine) => {
    const model = tf.sequential({
      layers: spec.layers.map(({ units, activation }, i) =>
        tf.layers.dense({
          units,
          activation: camel(activation) as 'linear',
          ...(i === 0 ? { inputShape: [spec.inputs] } : {}),
        }),
      ),
    });
    model.compile({ optimizer: makeOptimizer(tf, spec.optimizer), loss: lossName(spec.loss) });
    return model;
  };

function lossName(loss: KerasCase['spec']['loss']): string {
  if (typeof loss === 'string') return camel(loss);
  throw new RangeError(`${loss.class_name} has settings, which TensorFlow.js does not know`);
}

function makeOptimizer(tf: Engine, settings: KerasCase['spec']['optimizer']) {
  const rate = settings.learning_rate as number;
  const number = (name: string) => settings[name] as number | undefined;
  switch (settings.name) {
    case 'adam':
      return tf.train.adam(rate, number('beta_1'), number('beta_2'));
    case 'rmsprop':
      return tf.train.rmsprop(
        rate,
        number('rho') ?? 0.9,
        number('momentum'),
        1e-7,
        settings.centered as boolean | undefined,
      );
    case 'adagrad':
      return tf.train.adagrad(rate, 0.1);
    default:
      return settings.momentum === undefined
        ? tf.train.sgd(rate)
        : tf.train.momentum(
            rate,
            number('momentum') as number,
            settings.nesterov as boolean | undefined,
          );
  }
}

/** First weights in model order. */
export const firstWeights = ({ spec }: KerasCase) =>
  spec.layers.flatMap(({ kernel, bias }) => [kernel, bias]);

/** Keras's last weights, each as a plain list of numbers. */
export const lastWeights = ({ result }: KerasCase): number[][] =>
  result.weights.flatMap(({ weights }) => weights.map(({ values }) => values.flat()));
