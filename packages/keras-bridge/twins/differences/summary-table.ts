// The first lines that summary prints.
import * as tf from '@tensorflow/tfjs';

export function program() {
  const model = tf.sequential({
    name: 'net',
    layers: [tf.layers.dense({ units: 1, inputShape: [2], name: 'out' })],
  });
  const lines: string[] = [];
  model.summary(undefined, undefined, (line: unknown) => lines.push(String(line)));
  return { text: lines.join('\n') };
}
