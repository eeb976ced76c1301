/** A page of the reference, and the source whose exports stand on it. */
export interface GroupPlan {
  /** The page's address under `/reference/`; its first part is the package. */
  path: string;
  title: string;
  about: string;
  /** Beginnings of the files' paths, from the package's `src`. */
  from: readonly string[];
}

const plan = (path: string, title: string, about: string, from: string[]): GroupPlan => ({
  path,
  title,
  about,
  from,
});

/** All pages, in the order of the overview: what a learner meets first stands first. */
export const GROUPS: readonly GroupPlan[] = [
  plan('core/scalar', 'Scalar engine', 'Numbers that remember how they were computed.', [
    'scalar/',
  ]),
  plan('core/tensors', 'Tensors', 'Making arrays of numbers, reading them, freeing them.', [
    'tensor/',
  ]),
  plan('core/random', 'Random numbers', 'Seeded generators and tensors drawn from them.', [
    'tensor/random',
    'ops/dropout.ts',
  ]),
  plan('core/gradients', 'Gradients', 'Backward passes, gradients as functions, checks of both.', [
    'autodiff/',
  ]),
  plan('core/arithmetic', 'Arithmetic', 'Operations of two tensors, element by element.', [
    'ops/arithmetic.ts',
    'ops/limit.ts',
  ]),
  plan('core/elementwise', 'Roots, powers of e, rounding', 'Operations of each element alone.', [
    'ops/unary.ts',
    'ops/exponential.ts',
  ]),
  plan('core/trigonometric', 'Trigonometry', 'Angles, and the hyperbolic functions.', [
    'ops/trigonometric.ts',
  ]),
  plan('core/comparison', 'Comparison and logic', 'Operations whose result is true or false.', [
    'ops/comparison.ts',
    'ops/logic.ts',
  ]),
  plan('core/activation', 'Activations', 'What a layer does to its sums, as operations.', [
    'ops/activation.ts',
    'ops/rectifier.ts',
  ]),
  plan('core/reduction', 'Reductions', 'From many numbers to few: sums, extremes, norms.', [
    'ops/reduce.ts',
    'ops/cumulative.ts',
    'ops/search.ts',
    'ops/normalization.ts',
  ]),
  plan('core/shape', 'Shapes', 'The same numbers in another shape, order or type.', [
    'ops/broadcast.ts',
    'ops/cast.ts',
    'ops/identity.ts',
    'ops/movement.ts',
  ]),
  plan('core/parts', 'Parts and joins', 'Cutting tensors up and putting them together.', [
    'ops/gather.ts',
    'ops/join.ts',
    'ops/part.ts',
    'ops/split.ts',
  ]),
  plan('core/products', 'Products', 'Matrix products and their relatives.', [
    'ops/contraction.ts',
    'ops/einsum.ts',
  ]),
  plan('core/convolution', 'Convolution and pooling', 'Windows that move over images.', [
    'ops/convolution',
    'ops/pooling',
  ]),
  plan('core/models', 'Models', 'Layers in a row: build, compile, look inside.', ['nn/model/']),
  plan('core/layers', 'Layers', 'The parts of a model, with their options.', ['nn/layers/']),
  plan('core/activations', 'Activations of layers', 'What `activation:` takes, as functions.', [
    'nn/activations/',
  ]),
  plan('core/initializers', 'Initializers and regularizers', 'First weights, and what they cost.', [
    'nn/initializers/',
    'nn/regularizers.ts',
  ]),
  plan('core/losses', 'Losses', 'How wrong a prediction is, as one number.', ['nn/losses/']),
  plan('core/metrics', 'Metrics', 'What is reported beside the loss.', [
    'nn/metrics/',
    'ops/math-namespace.ts',
  ]),
  plan('core/optimizers', 'Optimizers', 'From gradients to new weights.', ['train/optimizers/']),
  plan('core/schedules', 'Learning-rate schedules', 'Learning rates that follow the step.', [
    'train/schedules.ts',
  ]),
  plan('core/training', 'Training', 'Options and results of `fit`, `evaluate` and `predict`.', [
    'train/fit/',
  ]),
  plan('core/callbacks', 'Callbacks', 'Code that `fit` calls on its way.', ['train/callbacks/']),
  plan('core/programs', 'Recorded programs', 'Functions recorded once and replayed fast.', [
    'tape/',
    'kernels/',
    'ops/registry.ts',
  ]),
  plan('core/errors', 'Errors', 'The classes of everything that the engine refuses.', ['errors/']),
  plan('core/symbolic', 'Formulas', 'Derivatives as a person writes them.', ['symbolic/']),
  plan('core/explain', 'What a picture shows', 'Graphs and passes as plain data.', ['explain/']),
  plan('core/more', 'More', 'What none of the pages above holds.', ['']),
  plan('keras-bridge/lockstep', 'Lockstep', 'Two engines, trained side by side and compared.', [
    '',
  ]),
  plan('keras-bridge/files', 'Model files', 'Reading and writing the files of Keras.', ['files/']),
  plan('keras-bridge/convert', 'Models to and from Keras', 'Live models, files and Python.', [
    'convert/',
    'python/',
  ]),
  plan('runner/running', 'Running programs', 'Runners, their limits, and what they report.', ['']),
  plan('runner/compile', 'Compiling and claims', 'From edited text to a program with checks.', [
    'claims/',
    'compile/',
  ]),
  plan('exercises/grading', 'Exercises and grading', 'The exercises, verdicts and progress.', ['']),
  plan('exercises/authoring', 'Writing exercises', 'Defining an exercise, and checking it.', [
    'author/',
    'define/',
    'node/',
  ]),
];

/** The pages on which the exports of a file stand: one, if the plan is sound. */
export function groupsOf(file: string): GroupPlan[] {
  const [, name, inside = ''] = file.match(/^packages\/([^/]+)\/src\/(.+)$/) ?? [];
  const closeness = ({ path, from }: GroupPlan) =>
    path.split('/')[0] === name
      ? Math.max(-1, ...from.filter((part) => inside.startsWith(part)).map(({ length }) => length))
      : -1;
  // `tensor/random` is closer to `tensor/random.ts` than `tensor/` is, and an empty part is the
  // least close: the package's page for what no other page names.
  const closest = Math.max(...GROUPS.map(closeness));
  return closest < 0 ? [] : GROUPS.filter((group) => closeness(group) === closest);
}
