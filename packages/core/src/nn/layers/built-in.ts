import type { Activation } from '../activations/lookup.js';
import { isBuiltInRegularizer } from '../regularizers.js';
import type { Layer } from './layer.js';

/**
 * Whether a layer is one of those here, with no function of the user's inside. Only such layers are
 * known to do nothing besides computing with tensors, so that a recording can stand for them.
 *
 * Each class says so itself, with a static `builtIn`; a list of them here would bring them all into
 * every page. The saying is not inherited: a subclass may do what it likes.
 */
export function isBuiltIn(layer: Layer): boolean {
  if (!Object.hasOwn(layer.constructor, 'builtIn')) return false;
  if ('activation' in layer && !(layer.activation as Activation).builtIn) return false;
  // A method that was replaced on this one layer is the user's, too.
  const replaced = Object.values(layer).some((value) => typeof value === 'function');
  return !replaced && layer.regularizers.every(isBuiltInRegularizer);
}
