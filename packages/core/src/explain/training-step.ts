import { describe } from '../errors/describe.js';
import { ArgumentError } from '../errors/errors.js';
import type { Value } from '../scalar/index.js';
import { numberLatex, shortLatex } from '../symbolic/write-latex.js';
import { adjointsOf, checkValue } from './adjoints.js';
import { nameNodes } from './node-names.js';

/** What one update does to one parameter. Plain data. */
export interface ParameterUpdate {
  name: string;
  before: number;
  /** ∂loss/∂parameter. */
  gradient: number;
  /** -learningRate × gradient. */
  change: number;
  after: number;
  /** The update as LaTeX: w ← 2 - 0.1 · 3 = 1.7. */
  latex: string;
}

/** One step of gradient descent, before it is done. Plain data. */
export interface TrainingStepRecord {
  loss: number;
  learningRate: number;
  updates: ParameterUpdate[];
}

/**
 * What one step of plain gradient descent would do: w ← w - rate × ∂loss/∂w. Nothing is changed.
 *
 * @param loss the result of a forward pass
 * @param parameters the leaves to train
 * @param learningRate a finite number
 * @throws ArgumentError when something is not a `Value`, or the rate is not a finite number
 * @example
 * const w = value(2, 'w');
 * const loss = w.mul(3).sub(5).pow(2);
 * const { updates } = explainTrainingStep(loss, [w], 0.1);
 * updates[0].gradient //=> 6
 * updates[0].after //=> 1.4
 */
export function explainTrainingStep(
  loss: Value,
  parameters: readonly Value[],
  learningRate: number,
): TrainingStepRecord {
  checkValue('explainTrainingStep', 'loss', loss);
  for (const [i, parameter] of parameters.entries()) {
    checkValue('explainTrainingStep', `parameter ${i}`, parameter);
  }
  if (!Number.isFinite(learningRate)) {
    throw new ArgumentError({
      operation: 'explainTrainingStep',
      expected: 'learningRate to be a finite number',
      received: describe(learningRate),
      hint: 'for example 0.1',
    });
  }
  const adjoints = adjointsOf(loss);
  const names = nameNodes(parameters);
  const updates = parameters.map((parameter) => {
    const gradient = adjoints.get(parameter) ?? 0;
    const change = gradient === 0 ? 0 : -learningRate * gradient;
    const after = parameter.data + change;
    const { text: name, latex } = names.get(parameter)!;
    const numbers = `${numberLatex(parameter.data)} - ${shortLatex(learningRate)} \\cdot ${shortLatex(gradient)}`;
    const line = `${latex} \\leftarrow ${numbers} = ${numberLatex(after)}`;
    return { name, before: parameter.data, gradient, change, after, latex: line };
  });
  return { loss: loss.data, learningRate, updates };
}
