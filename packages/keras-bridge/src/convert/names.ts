import type { Json } from '../files/json/read-json.js';
import { LAYER_KINDS } from '../files/layers/kinds.js';
import type { FileLayer } from '../files/model-file.js';

/** `MaxPooling2D` is made by `maxPooling2d`, `ReLU` by `reLU`, `ELU` by `elu`. */
export function functionName(className: string): string {
  if (className === 'ELU') return 'elu';
  return `${className[0]?.toLowerCase()}${className.slice(1).replace(/2D$/, '2d')}`;
}

/** A setting of a layer, under Keras's name and under core's and TensorFlow.js's. */
export interface Setting {
  key: string;
  option: string;
  value: Json;
}

/** The settings that differ from Keras's defaults. */
export function ownSettings({ className, config }: FileLayer): Setting[] {
  const { fields } = LAYER_KINDS[className];
  return Object.entries(config)
    .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(fields[key]?.fallback))
    .map(([key, value]) => ({ key, option: optionName(className, key), value }));
}

/** LeakyReLU's slope has the name that TensorFlow.js gives it. */
const optionName = (className: FileLayer['className'], key: string): string =>
  className === 'LeakyReLU' && key === 'negative_slope' ? 'alpha' : camelCase(key);

/** `kernel_size` and `beta_1` are `kernelSize` and `beta1`. */
export const camelCase = (key: string): string =>
  key.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
