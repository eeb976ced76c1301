import { size } from './size';
import type { Trouble } from './trouble';

/** The part of a browser's `File` that is looked at before anything is read. */
export interface NamedFile {
  readonly name: string;
  readonly size: number;
}

/** A model, and the binary files that belong to a model.json. */
export interface PickedFiles<F extends NamedFile> {
  model: F;
  shards: F[];
}

/** The most bytes that all files of one model may have. */
export const MOST_BYTES = 256 * 2 ** 20;

const MODEL_NAME = /\.(keras|h5|hdf5|json)$/i;

/** Finds the model among the chosen files, and says what is wrong when there is not exactly one. */
export function pickFiles<F extends NamedFile>(files: readonly F[]): PickedFiles<F> | Trouble {
  const names = files.map(({ name }) => name).join(', ');
  const models = files.length === 1 ? files : files.filter(({ name }) => MODEL_NAME.test(name));
  const [model] = models;
  const refuse = (expected: string, received: string, hint: string): Trouble => {
    return { file: names, place: 'the choice of files', expected, received, hint };
  };
  if (model === undefined || /\.bin$/i.test(model.name)) {
    const received = names || 'none';
    return refuse('a .keras, .h5 or model.json file', received, 'add model.json to its .bin files');
  }
  if (models.length > 1) {
    return refuse('one model', `${models.length} models`, 'open one after the other');
  }
  const shards = files.filter((file) => file !== model);
  if (shards.length > 0 && !/\.json$/i.test(model.name)) {
    const received = shards.map(({ name }) => name).join(', ');
    return refuse(`${model.name} alone`, received, 'only model.json has files beside it');
  }
  const twice = files.find(({ name }, i) => files.some((other, j) => j < i && other.name === name));
  if (twice !== undefined) {
    const hint = 'drop the files of one model only';
    return refuse('every file once', `two files called ${twice.name}`, hint);
  }
  const total = files.reduce((sum, file) => sum + file.size, 0);
  if (total > MOST_BYTES) {
    const hint = 'the command line backprop-keras reads larger ones';
    return refuse(`at most ${size(MOST_BYTES)}`, size(total), hint);
  }
  return { model, shards };
}
