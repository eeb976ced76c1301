export {
  Callback,
  type CallbackHandlers,
  type CallbackParams,
  CustomCallback,
} from './callbacks/callback.js';
export * as callbacks from './callbacks/index.js';
export type { EvaluateOptions } from './fit/evaluate.js';
export type { History, Logs } from './fit/history.js';
export { NonFiniteError } from './fit/non-finite.js';
export type { FitOptions } from './fit/options.js';
export type { PredictOptions } from './fit/predict.js';
export { restoreSnapshot, type Snapshot, takeSnapshot } from './fit/snapshot.js';
export { Adagrad } from './optimizers/adagrad.js';
export { Adam, AdamW } from './optimizers/adam.js';
export { Optimizer, type OptimizerOptions, type OptimizerState } from './optimizers/optimizer.js';
export { RMSprop } from './optimizers/rmsprop.js';
export { SGD } from './optimizers/sgd.js';
export type { LearningRateSchedule } from './schedules.js';
export * as schedules from './schedules.js';
export * as train from './train-namespace.js';
