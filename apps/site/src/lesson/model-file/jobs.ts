import type { ModelFile as SavedModel } from '@backprop/keras-bridge/files';
import type { Trouble } from './trouble';

/** A number, or lists of them in lists: what a tensor is made of. */
export type Nested = number | Nested[];

/** The files that a model can be taken home as. */
export type TakeHome = 'keras' | 'model.json' | 'weights.bin' | 'py' | 'ipynb';

/** What a worker is asked for. Each worker does one job and is ended. */
export interface Jobs {
  read: { kind: 'read'; model: File; shards: File[] };
  predict: { kind: 'predict'; file: string; model: SavedModel; rows: Nested[] };
  write: { kind: 'write'; file: string; model: SavedModel; as: TakeHome };
}

/** What it answers. */
export interface Results {
  read: OpenedModel;
  /** One output for each row. */
  predict: Nested[];
  write: WrittenFile;
}

/** A model that was read as a whole. */
export interface OpenedModel {
  model: SavedModel;
}

/** A file to take home, and what it had to leave out, in whole sentences. */
export interface WrittenFile {
  content: string | Uint8Array;
  notes: string[];
}

export type JobKind = keyof Jobs;

/** What a worker says while it is at it, and at the end. */
export type Message<K extends JobKind> =
  | { kind: 'progress'; done: number; total: number }
  | { kind: 'done'; result: Results[K] }
  | { kind: 'failed'; trouble: Trouble };
