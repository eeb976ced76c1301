import { fromModelFile } from '../convert/to-core.js';
import type { ModelFile } from '../files/model-file.js';

/** Keras's table of a model, as text and as data. */
export function summarize(file: ModelFile): { text: string; data: object } {
  const model = fromModelFile(file);
  const lines: string[] = [];
  model.summary(undefined, undefined, (line) => lines.push(String(line)));
  const count = (weights: readonly { size: number }[]) =>
    weights.reduce((sum, { size }) => sum + size, 0);
  const trainable = count(model.trainableWeights);
  const layers = model.layers.map(({ name, className, weights }, i) => ({
    name,
    className,
    outputShape: file.layers[i]?.outputShape,
    parameters: count(weights),
  }));
  const total = model.countParams();
  return {
    text: lines.join('\n'),
    data: { name: model.name, layers, total, trainable, nonTrainable: total - trainable },
  };
}
