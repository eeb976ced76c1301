export { constant, identity, ones, zeros } from './constant.js';
export { orthogonal } from './orthogonal.js';
export { randomNormal, randomUniform, truncatedNormal } from './random.js';
export {
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  leCunNormal,
  leCunUniform,
  varianceScaling,
} from './variance-scaling.js';
