import { noGrad } from '../../autodiff/recording.js';
import { filled } from '../../tensor/tensor.js';
import { Variable } from '../../tensor/variable.js';

/** What an optimizer keeps per parameter, such as a running mean: tensors of the same shape. */
export class Slots {
  readonly #byVariable = new Map<Variable, Variable[]>();

  /** The parameters that have slots, in the order in which they got them. */
  get variables(): Variable[] {
    return [...this.#byVariable.keys()];
  }

  /** All slots, parameter by parameter. */
  get all(): Variable[] {
    return [...this.#byVariable.values()].flat();
  }

  /** The slots of a parameter, made on first use. */
  of(variable: Variable, names: readonly string[], start: number): Variable[] {
    const known = this.#byVariable.get(variable);
    if (known !== undefined) return known;
    const made = noGrad(() =>
      names.map((name) => {
        const values = filled(variable.shape, start, variable.dtype);
        return new Variable(values, false, `${variable.name}/${name}`);
      }),
    );
    this.#byVariable.set(variable, made);
    return made;
  }

  /**
   * The slots as a Keras file lists them: the first `interleaved` kinds parameter by parameter,
   * every further kind for all parameters at a time.
   */
  inFileOrder(interleaved: number, kinds: number): Variable[] {
    const rows = [...this.#byVariable.values()];
    const first = rows.flatMap((slots) => slots.slice(0, interleaved));
    const later = Array.from({ length: Math.max(0, kinds - interleaved) }, (_, k) =>
      rows.map((slots) => slots[interleaved + k] as Variable),
    );
    return [...first, ...later.flat()];
  }
}
