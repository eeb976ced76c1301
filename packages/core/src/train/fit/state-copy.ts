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
    const variables = [...this.#model.weights, ...optimizer.slots];
    if (variables.length !== this.#copies.length) {
      this.#copies = variables.map((variable) => {
        return { variable, values: newValues(variable.dtype, variable.size) };
      });
    }
    for (const { variable, values } of this.#copies) values.set(variable.values);
    this.#iterations = optimizer.iterations;
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
