import type { Compiled } from '../../nn/model/compile.js';
import type { Sequential } from '../../nn/model/sequential.js';
import { newValues, type Values } from '../../tensor/dtype.js';
import { Tensor } from '../../tensor/tensor.js';
import type { Variable } from '../../tensor/variable.js';

/**
 * A copy of everything that an update changes, kept in the same memory again and again, so that a
 * step that goes wrong can be taken back.
 */
export class StateCopy {
  readonly #model: Sequential;
  readonly #compiled: Compiled;
  #copies: { variable: Variable; values: Values }[] = [];
  #iterations = 0;

  constructor(model: Sequential, compiled: Compiled) {
    this.#model = model;
    this.#compiled = compiled;
  }

  /** Copies weights, slots and the count of updates. */
  keep(): void {
    const { optimizer } = this.#compiled;
    // Slots are made now, not during the step: what a bad step leaves in them must be known as bad.
    if (this.#model.built) optimizer.build(this.#model.trainableWeights);
    if (this.#copies.length !== this.#variables().length) this.#list();
    for (const { variable, values } of this.#copies) values.set(variable.values);
    this.#iterations = optimizer.iterations;
  }

  #list(): void {
    this.#copies = this.#variables().map((variable) => {
      return { variable, values: newValues(variable.dtype, variable.size) };
    });
  }

  #variables(): Variable[] {
    return [...this.#model.weights, ...this.#compiled.optimizer.slots];
  }

  /** Puts everything back to where it was. */
  restore(): void {
    for (const { variable, values } of this.#copies) {
      const kept = new Tensor(values.slice(), variable.shape, variable.dtype);
      variable.assign(kept);
      kept.dispose();
    }
    this.#compiled.optimizer.iterations = this.#iterations;
  }
}
