import type { Contestant } from './contestant.js';
import { convnetJs } from './convnetjs.js';
import { coreEager, coreJits } from './core.js';
import { coreReplay } from './core-scalar.js';
import { jaxJs } from './jax.js';
import { micrograd } from './micrograd.js';
import { brainJs, synapticJs } from './per-sample.js';
import { tfjsCpu, tfjsWasm } from './tfjs.js';

/** Whose losses the others must reach. */
export const CORRECT = coreEager.name;
/** By the first of these that can do a workload, the others' times are divided. */
export const FASTEST_FIRST = [...coreJits, coreReplay, coreEager].map(({ name }) => name);

/** What runs in Node and in browsers alike. */
export const inJavaScript = (wasmFiles: string): Contestant[] => [
  coreEager,
  coreReplay,
  ...coreJits,
  jaxJs,
  tfjsWasm(wasmFiles),
  tfjsCpu,
  convnetJs,
  brainJs,
  synapticJs,
  micrograd,
];
