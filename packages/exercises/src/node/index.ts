/** What a program in Node needs besides the parts that the page uses too. */
export { buildCatalogue } from '../author/build-catalogue.js';
export { type Complaint, checkExercises } from '../author/check.js';
export { type FoundProgress, ProgressFile } from './progress-file.js';
export { createExerciseRunner } from './runner.js';
export { DEFAULT_FOLDER, Workspace } from './workspace.js';
