import type { ModelFile } from '../model-file.js';

/** What all versions of Keras 3 accept in a name; a slash would open a group. */
const PLAIN = /^(?!(__proto__|prototype|constructor)$)[A-Za-z0-9_.>-]+$/;

/** Whether Keras 3, and so core, takes a name. */
export const isPlainName = (name: string): boolean => PLAIN.test(name);

/** The name with `_` for what Keras 3 does not take. */
export const plainName = (name: string): string =>
  name.replace(/[^A-Za-z0-9_.>-]/g, '_') || 'model';

/**
 * Gives plain names to a model of Keras 2 or TensorFlow.js, where a layer may be called `conv1/bn`;
 * otherwise it could be looked at, but not computed with or saved. Each change is noted.
 */
export function withPlainNames(model: ModelFile): ModelFile {
  const taken = new Set(model.layers.map(({ name }) => name));
  const notes = [...model.notes];
  const rename = (what: string, name: string): string => {
    if (isPlainName(name)) return name;
    let plain = plainName(name);
    while (what === 'layer' && taken.has(plain)) plain += '_';
    taken.add(plain);
    notes.push(`The ${what} ${JSON.stringify(name)} is called ${plain} here, as Keras 3 needs it.`);
    return plain;
  };
  const layers = model.layers.map((layer) => ({ ...layer, name: rename('layer', layer.name) }));
  return { ...model, name: rename('model', model.name), layers, notes };
}
