/** The shape of `dist/catalogue/generated/index.js`, which the build makes from `exercises/`. */
import type { ExerciseModule, ExerciseSummary } from './exercise.js';

/** All exercises, in the order of their numbers. */
export const summaries: readonly ExerciseSummary[];
/** Each fetches one exercise's module, by id. */
export const loaders: Readonly<Record<string, () => Promise<ExerciseModule>>>;
