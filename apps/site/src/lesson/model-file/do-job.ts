import { type NestedArray, tensor } from '@backprop/core';
import { fromModelFile } from '@backprop/keras-bridge/convert';
import { readModelFile, writeKeras, writeTfjs } from '@backprop/keras-bridge/files';
import { writeNotebook, writePython } from '@backprop/keras-bridge/python';
import type { JobKind, Jobs, OpenedModel, Results, TakeHome, WrittenFile } from './jobs';
import { MOST_BYTES } from './pick-files';

/** Told while files are read: so many of all bytes. */
export type Progress = (done: number, total: number) => void;

/**
 * Does one job. It runs in a worker, where a file that takes too long or too much can be ended.
 *
 * @throws the typed errors of keras-bridge and core; DOMException for a file that is gone
 */
export async function doJob(job: Jobs[JobKind], progress: Progress): Promise<Results[JobKind]> {
  if (job.kind === 'read') return read(job, progress);
  if (job.kind === 'write') return write(job);
  const model = fromModelFile(job.model);
  return model.predict(tensor(job.rows as NestedArray)).arraySync() as Results['predict'];
}

async function read({ model, shards }: Jobs['read'], progress: Progress): Promise<OpenedModel> {
  const files = [model, ...shards];
  const total = files.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  const contents: Uint8Array[] = [];
  for (const file of files) {
    const before = done;
    contents.push(await bytesOf(file, (at) => progress(before + at, total)));
    done += file.size;
  }
  const beside = shards.map(({ name }, i) => [name, contents[i + 1]!] as const);
  const found = readModelFile(contents[0]!, {
    file: model.name,
    shards: Object.fromEntries(beside),
    maxBytes: MOST_BYTES,
  });
  const lines: string[] = [];
  fromModelFile(found).summary(undefined, undefined, (line) => lines.push(String(line)));
  return { model: found, summary: lines.join('\n') };
}

async function bytesOf(file: File, progress: (done: number) => void): Promise<Uint8Array> {
  const bytes = new Uint8Array(file.size);
  let done = 0;
  const reader = file.stream().getReader();
  for (;;) {
    const { value, done: isEnd } = await reader.read();
    if (isEnd) return bytes;
    bytes.set(value, done);
    done += value.length;
    progress(done);
  }
}

const WRITERS: Record<TakeHome, (model: Jobs['write']['model']) => WrittenFile> = {
  keras: (model) => ({ content: writeKeras(model), notes: [] }),
  'model.json': (model) => {
    const { modelJson, notes } = writeTfjs(model);
    return { content: modelJson, notes };
  },
  'weights.bin': (model) => ({ content: writeTfjs(model).weights, notes: [] }),
  py: (model) => ({ content: writePython(model), notes: [] }),
  ipynb: (model) => ({ content: writeNotebook(model), notes: [] }),
};

const write = ({ model, as }: Jobs['write']): WrittenFile => WRITERS[as](model);
