import { type NestedArray, tensor } from '@backprop/core';
import { fromModelFile } from '@backprop/keras-bridge/convert';
import type { Jobs, Nested } from './jobs';

/** The model's outputs for samples. @throws typed errors of core, for what it cannot compute */
export function predictRows({ model, rows }: Jobs['predict']): Nested[] {
  const engineModel = fromModelFile(model);
  return engineModel.predict(tensor(rows as NestedArray)).arraySync() as Nested[];
}
