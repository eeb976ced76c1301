// Every family of operations. The texts of each are listed in catalogue.ts.

export * from './everyday-families.js';
export * from './rare-families.js';
