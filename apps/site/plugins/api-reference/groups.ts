/** A page of the reference, and the source whose exports stand on it. */
export interface GroupPlan {
  /** The page's address under `/reference/`; its first part is the package. */
  path: string;
  title: string;
  about: string;
  /** Beginnings of the files' paths, from the package's `src`, in the order of the page. */
  from: readonly string[];
}

const plan = (path: string, title: string, about: string, from: string[]): GroupPlan => ({
  path,
  title,
  about,
  from,
});

/**
 * All pages, in the order of the overview: what a learner meets first stands first. Every page
 * costs all pages of the site 80 bytes, for its route.
 */
export const GROUPS: readonly GroupPlan[] = [
  plan('core/scalar', 'Scalar engine', 'Numbers that remember how they were computed.', [
    'scalar/',
  ]),
  plan('core/tensors', 'Tensors', 'Making arrays of numbers, also random ones; freeing them.', [
    'tensor/create.ts',
    'tensor/tensor',
    'tensor/variable.ts',
    'tensor/fill.ts',
    'tensor/random',
    'ops/dropout.ts',
    'tensor/',
  ]),
  plan('core/gradients', 'Gradients', 'Backward passes, gradients as functions, checks of both.', [
    'autodiff/',
  ]),
  plan('core/arithmetic', 'Arithmetic and comparison', 'Two tensors, element by element.', [
    'ops/arithmetic',
    'ops/limit.ts',
    'ops/comparison.ts',
    'ops/logic.ts',
  ]),
  plan('core/elementwise', 'Elementwise functions', 'Roots, exponentials, angles, rounding.', [
    'ops/unary.ts',
    'ops/exponential.ts',
    'ops/trigonometric.ts',
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
    'ops/meshgrid.ts',
    'ops/movement.ts',
  ]),
  plan('core/parts', 'Parts and joins', 'Cutting tensors up and putting them together.', [
    'ops/gather.ts',
    'ops/join.ts',
    'ops/part.ts',
    'ops/split.ts',
  ]),
  plan('core/products', 'Products and convolution', 'Matrix products; windows over images.', [
    'ops/contraction.ts',
    'ops/einsum.ts',
    'ops/convolution',
    'ops/pooling',
  ]),
  plan('core/layers', 'Layers', 'The parts of a model, with their options.', ['nn/layers/']),
  plan('core/activations', 'Activations of layers', 'What `activation` takes, as functions.', [
    'nn/activations/',
  ]),
  plan('core/initializers', 'Initializers and regularizers', 'First weights, and what they cost.', [
    'nn/initializers/',
    'nn/regularizers.ts',
  ]),
  plan('core/models', 'Models and training', 'Building, compiling, fitting; callbacks.', [
    'nn/model/',
    'train/',
  ]),
  plan('core/losses', 'Losses and metrics', 'How wrong a prediction is.', [
    'nn/losses/',
    'nn/metrics/',
    'ops/math-namespace.ts',
  ]),
  plan('core/optimizers', 'Optimizers and schedules', 'From gradients to new weights.', [
    'train/optimizers/',
    'train/schedules.ts',
  ]),
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
  plan('keras-bridge/models', 'Models to and from Keras', 'Files, live models, Python.', [
    'files/',
    'convert/',
    'python/',
  ]),
  plan('runner/programs', 'Compiling and running', 'Edited text as a program, with limits.', ['']),
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
    path.split('/')[0] === name ? (closestPart(from, inside)?.length ?? -1) : -1;
  // `train/schedules.ts` is closer to itself than `train/` is, and an empty part is the least
  // close: the package's page for what no other page names.
  const closest = Math.max(...GROUPS.map(closeness));
  return closest < 0 ? [] : GROUPS.filter((group) => closeness(group) === closest);
}

/** Where the exports of a file stand on their page: after those of earlier parts of the plan. */
export function placeOf(file: string): number {
  const { from } = groupsOf(file)[0]!;
  return from.indexOf(closestPart(from, file.replace(/^packages\/[^/]+\/src\//, ''))!);
}

function closestPart(from: readonly string[], inside: string): string | undefined {
  const fitting = from.filter((part) => inside.startsWith(part));
  return fitting.sort((a, b) => b.length - a.length)[0];
}
