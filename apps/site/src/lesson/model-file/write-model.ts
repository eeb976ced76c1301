import { writeKeras, writeTfjs } from '@backprop/keras-bridge/files';
import { writeNotebook, writePython } from '@backprop/keras-bridge/python';
import type { Jobs, TakeHome, WrittenFile } from './jobs';

const WRITERS: Record<TakeHome, (model: Jobs['write']['model']) => WrittenFile> = {
  keras: (model) => ({ content: writeKeras(model), notes: [] }),
  'model.json': (model) => {
    const { modelJson, notes } = writeTfjs(model);
    return { content: modelJson, notes };
  },
  'weights.bin': (model) => ({ content: writeTfjs(model).weights, notes: [] }),
  py: (model) => ({ content: writePython(model), notes: [] }),
  ipynb: (model) => ({ content: writeNotebook(model), notes: [] }),
};

/** The file that the reader wants. @throws ArgumentError for what the format cannot hold */
export const writeModel = ({ model, as }: Jobs['write']): WrittenFile => WRITERS[as](model);
