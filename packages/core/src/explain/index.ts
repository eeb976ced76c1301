/**
 * # What a picture shows
 *
 * Graphs and passes of the engines as plain data: graph snapshots, the steps of a backward pass in
 * text and LaTeX, the chain rule with and without memory, and what one training step does. Nothing
 * here draws, and nothing here changes a gradient.
 *
 * @packageDocumentation
 */
export { type BackwardRecord, explainBackward, type SentRecord } from './backward-steps.js';
export {
  type GraphSnapshot,
  graphSnapshot,
  type SnapshotEdge,
  type SnapshotNode,
} from './graph-snapshot.js';
export {
  type CountedDerivative,
  countEvaluations,
  derivativeWithMemory,
  derivativeWithoutMemory,
} from './memoization.js';
export {
  explainTrainingStep,
  type ParameterUpdate,
  type TrainingStepRecord,
} from './training-step.js';
