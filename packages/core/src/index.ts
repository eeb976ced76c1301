// Bundlers drop what nothing imports; without this, tensors could lose some of their methods.
import './tensor/more-methods.js';

export * from './lean.js';
