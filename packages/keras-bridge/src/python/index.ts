export { type PythonTraining, writeNotebook, writePython } from './write-python.js';
