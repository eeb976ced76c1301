import type { Tensor } from '../../tensor/tensor.js';
import { refuse } from '../checks.js';
import { byName } from '../names.js';
import * as all from './index.js';

/** What stands between a layer's sum and its output. */
export interface Activation {
  /** Keras's name; a function of one's own has its JavaScript name. */
  readonly name: string;
  /** Whether it is one of those here, which do nothing besides computing with tensors. */
  readonly builtIn: boolean;
  apply(x: Tensor): Tensor;
}

/** A name in any spelling, or a function of one tensor. */
export type ActivationIdentifier = string | ((x: Tensor) => Tensor);

const record = (name: string, apply: (x: Tensor) => Tensor, ...aliases: string[]) => ({
  name,
  builtIn: true,
  /** The exported function, so that it is known again when it is given itself. */
  source: apply,
  apply: (x: Tensor) => apply(x),
  aliases,
});

// `threshold` is missing on purpose: without its two numbers it means nothing, in Keras too.
const RECORDS = [
  record('celu', all.celu),
  record('elu', all.elu),
  record('exponential', all.exponential),
  record('gelu', all.gelu),
  record('glu', all.glu),
  record('hard_shrink', all.hardShrink),
  record('hard_sigmoid', all.hardSigmoid),
  record('hard_silu', all.hardSilu, 'hard_swish'),
  record('hard_tanh', all.hardTanh),
  record('leaky_relu', all.leakyRelu),
  record('linear', all.linear),
  record('log_sigmoid', all.logSigmoid),
  record('log_softmax', all.logSoftmax),
  record('mish', all.mish),
  record('relu', all.relu),
  record('relu6', all.relu6),
  record('selu', all.selu),
  record('sigmoid', all.sigmoid),
  record('silu', all.silu, 'swish'),
  record('soft_shrink', all.softShrink),
  record('softmax', all.softmax),
  record('softplus', all.softplus),
  record('softsign', all.softsign),
  record('sparse_plus', all.sparsePlus),
  record('sparse_sigmoid', all.sparseSigmoid),
  record('sparsemax', all.sparsemax),
  record('squareplus', all.squareplus),
  record('tanh', all.tanh),
  record('tanh_shrink', all.tanhShrink),
];

const find = byName(RECORDS, ({ name, aliases }) => [name, ...aliases]);

/**
 * Turns a name or function into an activation; undefined and null mean `linear`.
 *
 * @throws ArgumentError for an unknown name
 */
export function getActivation(operation: string, identifier: unknown): Activation {
  if (identifier === undefined || identifier === null) return find('linear') as Activation;
  if (typeof identifier === 'function') {
    const own = identifier as (x: Tensor) => Tensor;
    return (
      RECORDS.find(({ source }) => source === own) ?? {
        name: own.name || 'own',
        builtIn: false,
        apply: own,
      }
    );
  }
  const known = typeof identifier === 'string' ? find(identifier) : undefined;
  if (known !== undefined) return known;
  const names = RECORDS.map(({ name }) => name).join(', ');
  throw refuse(operation, 'a known activation or a function', identifier, `known are ${names}`);
}
