export { type Dense, type DenseArgs, dense } from './dense.js';
export { type InputLayer, inputLayer } from './input-layer.js';
export type { Layer, LayerArgs, LayerShape } from './layer.js';
