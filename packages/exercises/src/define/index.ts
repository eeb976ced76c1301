/** What the author of an exercise needs; `exercise.ts` imports nothing else of this package. */
export * from './comparison.js';
export * from './define-exercise.js';
export { type Random, randomFrom } from './random.js';
