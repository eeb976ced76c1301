export { compareModels, type ModelComparison, type WeightComparison } from './compare-models.js';
export { FileFormatError, type FilePlace, FileResourceError } from './file-error.js';
export { type ReadOptions, readKeras } from './keras/read-keras.js';
export { type WriteOptions, writeKeras } from './keras/write-keras.js';
export { readKerasH5 } from './legacy-h5/read-h5.js';
export { type WriteH5Options, writeKerasH5 } from './legacy-h5/write-h5.js';
export type {
  FileCompile,
  FileLayer,
  FileLoss,
  FileOptimizer,
  FileOptimizerState,
  FileSchedule,
  FileShape,
  FileTensor,
  Json,
  JsonObject,
  LayerClass,
  ModelFile,
  ModelFormat,
  OptimizerClass,
  ScheduleClass,
} from './model-file.js';
export { trainableWeights } from './model-file.js';
export { type ReadModelOptions, readModelFile } from './read-model-file.js';
export { readTfjs, type Shards } from './tfjs/read-tfjs.js';
export { type TfjsFiles, writeTfjs } from './tfjs/write-tfjs.js';
