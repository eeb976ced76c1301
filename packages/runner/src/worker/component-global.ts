/**
 * Where a component's program leaves itself for the runtime: its frame evaluates no text, it
 * loads scripts, and a script has no value.
 */
export const COMPONENT_GLOBAL = '__backprop_component';
