export { toModelFile } from './from-core.js';
export { type Converted, fromTfjs, toTfjs } from './tfjs-model.js';
export { fromModelFile } from './to-core.js';
