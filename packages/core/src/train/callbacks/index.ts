export { earlyStopping } from './early-stopping.js';
export { learningRateScheduler, reduceLROnPlateau } from './learning-rate.js';
export { modelCheckpoint } from './model-checkpoint.js';
