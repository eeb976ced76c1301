import { BYTES } from '../../tensor/dtype.js';
import type { Tensor } from '../../tensor/tensor.js';
import type { Optimizer } from '../../train/optimizers/optimizer.js';
import type { Layer, LayerShape } from '../layers/layer.js';
import { type SummaryRow, summaryLines, withCommas } from '../summary.js';
import type { Sequential } from './sequential.js';

/** The lines of a model's table, as Keras 3 prints them. */
export function modelSummary(
  model: Sequential,
  lineLength?: number,
  positions?: readonly number[],
): string[] {
  const { optimizer } = model;
  const totals = {
    trainable: amount(model.trainableWeights),
    nonTrainable: amount(model.nonTrainableWeights),
    optimizer: optimizer?.built ? optimizerAmount(optimizer) : null,
  };
  return summaryLines(model.name, model.layers.map(row), totals, lineLength, positions);
}

const row = (layer: Layer): SummaryRow => ({
  layer: `${layer.name} (${layer.className})`,
  outputShape: layer.built ? shapeText(layer.outputShape) : '?',
  params: layer.built ? withCommas(layer.countParams()) : '0 (unbuilt)',
});

/** A shape as Python writes a tuple. */
const shapeText = (shape: LayerShape): string => {
  const sizes = shape.map((size) => size ?? 'None').join(', ');
  return shape.length === 1 ? `(${sizes},)` : `(${sizes})`;
};

const amount = (tensors: readonly Tensor[]) => ({
  count: tensors.reduce((sum, { size }) => sum + size, 0),
  bytes: tensors.reduce((sum, { size, dtype }) => sum + size * BYTES[dtype], 0),
});

/**
 * Besides the slots, Keras counts the iteration (8 bytes) and the learning rate (4 bytes) unless a
 * schedule computes it.
 */
const optimizerAmount = ({ slots, schedule }: Optimizer) => {
  const { count, bytes } = amount(slots);
  return schedule === null
    ? { count: count + 2, bytes: bytes + 12 }
    : { count: count + 1, bytes: bytes + 8 };
};
