export * from './lockstep/index.js';
