export type { ProgramTraining } from '../program-text/training.js';
export {
  type ProgramLibrary,
  type TypeScriptOptions,
  writeTypeScript,
} from './write-typescript.js';
