/** The border between edited code and the rest: types, limits, errors and plain text views. */
export { showText } from './display/show-text.js';
export { RunnerError } from './errors.js';
export * from './protocol.js';
