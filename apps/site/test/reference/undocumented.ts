/** Why a docstring may lack something, and the symbols for which this holds. */
export interface Exception {
  because: string;
  /** What is lacking, such as `Layer @example`. */
  gaps: readonly string[];
}

const lacking = (what: string, because: string, names: string): Exception => ({
  because,
  gaps: names.split(/\s+/).map((name) => `${name} ${what}`),
});

/** Everything that the docstrings of the public exports are known to lack. */
export const EXCEPTIONS: readonly Exception[] = [
  lacking(
    '@example',
    'made by a function whose entry shows it',
    'Sequential Computation Expression',
  ),
  lacking(
    '@example',
    'a base class: the entries of its subclasses and of what makes them show it',
    'Layer Optimizer Callback CustomCallback',
  ),
  lacking(
    '@example',
    'shared by files of the package, exported with the rest of its file',
    'checkFunction checkResult quotePlace findDeparture',
  ),
  lacking(
    '@example',
    'what the package itself reads: tables, kernels and limits',
    'setKernels referenceKernels operations records FLOAT32_TOLERANCE BLOCK_LIMITS ' +
      'GRADED_LIMITS LONGEST_SOURCE DEFAULT_FOLDER exercises',
  ),
  lacking(
    '@example',
    'works on a folder of exercises, which an example has not',
    'buildCatalogue checkExercises ProgressFile createExerciseRunner Workspace',
  ),
  lacking(
    '@example',
    'shown by the example of its counterpart: tidy, fill, setSeed, takeSnapshot',
    'memory dispose keep full getSeed restoreSnapshot',
  ),
  lacking(
    '@example',
    'shown by the examples of readKeras, writeKeras and readTfjs, which it is one of',
    'readKerasH5 writeKerasH5 trainableWeights readModelFile writeTfjs',
  ),
  lacking(
    '@example',
    'shown by the examples of defineExercise, createGrader and readProgress',
    'exact close shape finiteDifference property exercisesOf loadExercise report emptyProgress ' +
      'writeProgress mergeProgress recordHint recordVerdict',
  ),
  lacking(
    'docstring',
    'its name and its fields say all',
    'ParameterPlace FileOptimizer LayerClass ModelFormat OptimizerClass PythonTraining ' +
      'BLOCK_LIMITS GRADED_LIMITS RunOptions LibrarySources RenderOptions GradeOptions GroupScore',
  ),
  {
    because: 'the type names its parameters otherwise, or the last of many is meant',
    gaps: [
      'backward @param options',
      'derivativeWithoutMemory @param options',
      'maxPoolSelect @param h',
      'prelu @param alpha',
      'prelu @param x',
      'randn @param options',
      'uniform @param options',
    ],
  },
];
