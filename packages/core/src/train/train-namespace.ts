export { adagrad } from './optimizers/adagrad.js';
export { adam, adamw } from './optimizers/adam.js';
export { rmsprop } from './optimizers/rmsprop.js';
export { momentum, sgd } from './optimizers/sgd.js';
export * as schedules from './schedules.js';
